terraform {
  required_providers {
    apono = { source = "apono-io/apono" }
  }
}

resource "apono_resource_integration" "ducks" {
  name                     = "Ducks"
  type                     = "mock-duck"
  connector_id             = data.apono_connector.pond.id
  connected_resource_types = ["mock-duck"]
  integration_config       = { key = "value" }
}

resource "apono_integration" "orders" {
  name                     = "Orders"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database", "postgresql-table"]
  custom_access_details    = "Ask first."
  metadata                 = { hostname = "db.internal", port = "5432", dbname = "orders" }
  aws_secret               = { region = "eu-west-1", secret_id = "orders" }
  integration_owners = [{
    integration_id = data.apono_user_information_integrations.okta.integrations[0].id
    attribute      = "group"
    value          = ["DBA"]
  }]
  resource_owner_mappings = [{ key_name = "owner", attribute = "user" }]
}

resource "apono_integration" "plain" {
  name                     = "Plain"
  type                     = "mock-duck"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["mock-duck"]
  metadata                 = { key = "value" }
}

resource "apono_access_scope" "production" {
  name        = "Production"
  description = "All that serves customers"
  query       = <<-EOT
    resource_type = "postgresql-database"
      and resource_tag["env"] = "prod"
  EOT
}

resource "apono_managed_group" "on_call" {
  name    = "On call"
  members = ["ada@example.com", "eve@example.com"]
}

resource "apono_bundle_v2" "both" {
  name = "Ducks and production"
  access_targets = [
    {
      integration = {
        integration_name = apono_resource_integration.ducks.name
        resource_type    = "mock-duck"
        permissions      = ["read", "write"]
        resources_scopes = [
          { scope_mode = "include_resources", type = "TAG", key = "pond", values = ["north", "south"] },
          { scope_mode = "exclude_resources", type = "NAME", values = ["Donald"] },
        ]
      }
    },
    { access_scope = { name = apono_access_scope.production.name } },
  ]
}

resource "apono_access_flow_v2" "full" {
  name                  = "Full"
  description           = "With all there is"
  trigger               = "SELF_SERVE"
  grant_duration_in_min = 60
  timeframe = {
    start_time   = "08:00"
    end_time     = "18:00"
    days_of_week = ["MONDAY", "FRIDAY"]
    time_zone    = "Europe/Berlin"
  }
  requestors = {
    logical_operator = "OR"
    conditions = [
      { type = "group", match_operator = "contains", values = ["RND"] },
      { type = "pagerduty_shift", source_integration_name = "PagerDuty", values = ["Night"] },
    ]
  }
  request_for = {
    request_scopes = ["self", "others"]
    grantees = {
      logical_operator = "AND"
      conditions       = [{ type = "user", source_integration_name = "Okta", values = ["eve@example.com"] }]
    }
  }
  access_targets = [
    {
      integration = {
        integration_name = apono_integration.orders.name
        resource_type    = "postgresql-table"
        permissions      = ["READ_ONLY"]
      }
    },
    { bundle = { name = apono_bundle_v2.both.name } },
    { access_scope = { name = apono_access_scope.production.name } },
  ]
  approver_policy = {
    approval_mode   = "ANY_OF"
    approver_groups = [{ logical_operator = "AND", approvers = [{ type = "Owner" }, { type = "manager" }] }]
  }
  escalation_policy = {
    approver_groups = [{ logical_operator = "OR", approvers = [{ type = "group", values = [apono_managed_group.on_call.id] }] }]
  }
  settings = { justification_required = true, labels = ["prod"], max_extensions = 2, extension_duration_in_min = 30 }
}

resource "apono_access_flow_v2" "automatic" {
  name           = "Automatic"
  trigger        = "AUTOMATIC"
  requestors     = { logical_operator = "OR", conditions = [{ type = "group", values = ["DBA"] }] }
  access_targets = [{ bundle = { name = apono_bundle_v2.both.name } }]
  settings       = {}
}

resource "apono_access_bundle" "older" {
  name = "Older bundle"
  integration_targets = [{
    name                     = apono_integration.orders.name
    resource_type            = "postgresql-database"
    permissions              = ["READ_ONLY", "READ_WRITE"]
    resource_include_filters = [{ type = "name", value = "orders" }, { type = "tag", key = "env", value = "prod" }]
    resource_exclude_filters = [{ type = "id", value = "17" }]
  }]
}

resource "apono_access_flow" "older" {
  name                = "Older flow"
  active              = true
  revoke_after_in_sec = 3600
  trigger = {
    type = "user_request"
    timeframe = {
      start_time   = "00:00:00"
      end_time     = "23:59:59"
      days_in_week = ["MONDAY", "TUESDAY"]
      time_zone    = "Asia/Jerusalem"
    }
  }
  grantees_conditions_group = {
    conditions_logical_operator = "OR"
    attribute_conditions = [
      { attribute_type = "user", attribute_names = ["ada@example.com", "eve@example.com"] },
      { attribute_type = "group", operator = "contains", attribute_names = ["RND"] },
    ]
  }
  integration_targets = [{
    name          = apono_integration.orders.name
    resource_type = "postgresql-database"
    permissions   = ["READ_ONLY"]
  }]
  bundle_targets = [{ name = apono_access_bundle.older.name }]
  approver_policy = {
    approver_groups = [{
      conditions_logical_operator = "OR"
      attribute_conditions        = [{ attribute_type = "group", operator = "is", attribute_names = ["DBA"] }]
    }]
  }
  settings = { approver_cannot_self_approve = true, require_justification_on_request_again = true }
  labels   = ["DB", "PROD"]
}

resource "apono_access_flow" "oldest" {
  name                = "Oldest flow"
  active              = false
  revoke_after_in_sec = -1
  trigger             = { type = "user_request" }
  grantees = [
    { name = "ada@example.com", type = "user" },
    { name = "Engineering", type = "group" },
    { name = "Night", type = "context_attribute" },
  ]
  approvers      = [{ name = "DBA", type = "group" }]
  bundle_targets = [{ name = apono_access_bundle.older.name }]
  settings       = { require_all_approvers = true }
}

resource "apono_manual_webhook" "told" {
  name   = "Told"
  active = true
  type   = { http_request = { method = "POST", url = "https://example.com", headers = { X-From = "apono" } } }
  authentication_config = {
    oauth = {
      client_id          = "id"
      client_secret      = "webhook-canary"
      scopes             = ["one"]
      token_endpoint_url = "https://example.com/token"
    }
  }
  response_validators = [{ json_path = "$.ok", expected_values = ["true"] }]
}

resource "apono_manual_webhook" "asked" {
  name   = "Asked"
  active = false
  type   = { integration = { integration_id = apono_resource_integration.ducks.id, action_name = "does_user_have_permission" } }
}

data "apono_connector" "pond" {
  id = "duck-pond"
}

data "apono_user_information_integrations" "okta" {
  type = "okt*"
}

data "apono_groups" "engineering" {
  name               = "Eng*"
  source_integration = "Google OAuth"
}

data "apono_resource_integrations" "ducks" {
  type       = "mock-*"
  name       = "Ducks"
  depends_on = [apono_resource_integration.ducks]
}

data "apono_integrations" "prod" {
  connector_id = "AwsConnector-Prod"
  depends_on   = [apono_integration.orders, apono_integration.plain]
}

data "apono_bundles" "older" {
  name       = "Older*"
  depends_on = [apono_access_bundle.older]
}

data "apono_access_scopes" "all" {
  depends_on = [apono_access_scope.production]
}

output "found" {
  value = {
    connector    = data.apono_connector.pond.name
    groups       = data.apono_groups.engineering.groups[*].source_integration_name
    ducks        = data.apono_resource_integrations.ducks.integrations[*].name
    integrations = sort(data.apono_integrations.prod.integrations[*].name)
    bundles      = data.apono_bundles.older.bundles[*].name
    scopes       = data.apono_access_scopes.all.access_scopes[*].name
  }
}
