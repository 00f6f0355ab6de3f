terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aponopg = {
      source  = "apono.internal/community/aponopg"
      version = "0.6.0"
    }
  }

  backend "local" {
    path = "terraform.tfstate"
  }
}

provider "aponopg" {
  servers = {
    orders = {
      database = "postgres"
      host     = var.database_host
      password = var.admin_password
      port     = var.database_port
      username = "postgres"
    }
  }
}

variable "admin_password" {
  type      = string
  sensitive = true
  nullable  = false
  ephemeral = true
}

variable "connector_password" {
  type      = string
  sensitive = true
  nullable  = false
  ephemeral = true
}

variable "database_host" {
  type = string
}

variable "database_port" {
  type    = number
  default = 5432
}

# checked-in-hcl/connector/Resource
data "aponopg_connector" "connector_CF629986" {
  id = "AwsConnector-Prod"
}

# checked-in-hcl/orders/database-orders/Grants
resource "aponopg_grants" "orders_database-orders_Grants_83026C9F" {
  provider = aponopg
  database = "orders"
  default_privileges = {
    "future sequences" = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      on         = "sequence"
      owners     = [aponopg_role.orders_migrations_E6044FC1.name]
      privileges = ["SELECT"]
      schemas    = ["app"]
    }
    "future tables" = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      on         = "table"
      owners     = [aponopg_role.orders_migrations_E6044FC1.name]
      privileges = ["SELECT"]
      schemas    = ["app"]
    }
  }
  grants = {
    "all sequences" = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      on         = "sequence"
      privileges = ["SELECT"]
      schemas    = ["app"]
    }
    "all tables" = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      on         = "table"
      privileges = ["SELECT"]
      schemas    = ["app"]
    }
    database = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      on         = "database"
      privileges = ["CONNECT"]
    }
    schemas = {
      grantees   = [aponopg_role.orders_reader_31326503.name]
      objects    = ["app"]
      on         = "schema"
      privileges = ["USAGE"]
    }
  }
  server = "orders"
}

# checked-in-hcl/orders/database-orders/integration/Resource
resource "aponopg_integration" "orders_database-orders_integration_84948183" {
  provider                 = aponopg
  connected_resource_types = ["postgresql-database", "postgresql-table"]
  connector_id             = data.aponopg_connector.connector_CF629986.id
  custom_access_details    = <<-EOT
    Orders: 100 % of what was sold.
    Connect with:
      psql "service=orders"
  EOT
  dbname                   = "orders"
  hostname                 = var.database_host
  integration_owner = {
    attribute_type          = "group"
    attribute_values        = ["dba"]
    source_integration_name = "Okta"
  }
  name = "Orders database"
  port = var.database_port
  secret_store = {
    aws = {
      region    = "us-east-1"
      secret_id = "prod/orders/apono-connector"
    }
  }
  type = "postgresql"

  lifecycle {
    precondition {
      condition     = (var.database_port > 1024)
      error_message = "The proxy listens above port 1024."
    }
  }

  depends_on = [
    aponopg_role.orders_connector_user_7E03420F,
    aponopg_grants.orders_database-orders_Grants_83026C9F,
  ]
}

# checked-in-hcl/orders/connector_user/Resource
resource "aponopg_role" "orders_connector_user_7E03420F" {
  provider            = aponopg
  comment             = "Apono's connector"
  createrole          = false
  login               = true
  name                = "apono_connector"
  password_wo         = var.connector_password
  password_wo_version = 1
  server              = "orders"
  superuser           = true
}

# checked-in-hcl/orders/migrations/Resource
resource "aponopg_role" "orders_migrations_E6044FC1" {
  provider = aponopg
  name     = "migrations"
  server   = "orders"
}

# checked-in-hcl/orders/reader/Resource
resource "aponopg_role" "orders_reader_31326503" {
  provider = aponopg
  comment  = "Reads \"everything\" in app."
  name     = "reader"
  server   = "orders"
}

output "integration_id" {
  value = aponopg_integration.orders_database-orders_integration_84948183.id
}
