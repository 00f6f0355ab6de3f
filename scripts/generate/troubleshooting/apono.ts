import type { Troubles } from './trouble';

/** Apono's API, connectors and integrations. */
export const APONO = {
  APONO_TOKEN_MISSING: {
    why: '`APONO_PERSONAL_TOKEN` is not set where Terraform runs, and the provider block gives no token.',
    cure: 'Set it. To try things without a tenant start [the sandbox](../sandbox.md).',
    example: 'There is no token to sign in to Apono with',
  },
  APONO_TOKEN_REFUSED: {
    why: 'The token was revoked, is of another tenant, or its user may not manage integrations.',
    cure: 'Make a new token in Apono as a user who may, and copy it whole.',
    example: 'GET /api/admin/v4/integrations at https://api.apono.io failed with HTTP 401: Unauthorized',
  },
  APONO_UNREACHABLE: {
    why: "No way from this machine to the endpoint: name service, proxy, firewall, or a company's own certificate authority.",
    cure: "Open the way. Name a company's authority in `NODE_EXTRA_CA_CERTS`.",
    example:
      'GET /api/admin/v4/connectors at https://api.apono.io did not get through: the name is not known (ENOTFOUND)',
  },
  APONO_TIMEOUT: {
    why: 'A firewall swallows the connection, or Apono is slow.',
    cure: 'Try again; then look at the network.',
    example: 'GET /api/admin/v4/integrations at https://api.apono.io got no answer within 30 s',
  },
  APONO_BAD_ANSWER: {
    why: "The endpoint is not that of the API, or a proxy's sign-in page answers in its place.",
    cure: 'Leave `endpoint` out, or correct it; have the proxy let the API pass.',
    example:
      'GET /api/admin/v4/integrations at https://app.example got an answer (HTTP 200) that Apono does not give: it is a web page',
  },
  APONO_REJECTED: {
    why: 'Apono found fault with what is asked; its own words are in the message.',
    cure: 'Correct what they name.',
    example: 'POST /api/admin/v4/integrations at https://api.apono.io failed with HTTP 400: unknown resource type',
  },
  APONO_PREVIEW: {
    why: 'Spaces, query targets and agents as requestors came after the API description that this package is held against.',
    cure: 'Leave them out, or say that the tenant has them: `apono = { preview = true }`.',
    example: "`space_reference` is newer than Apono's public API description",
  },
  APONO_NOT_OFFERED: {
    why: 'A typing mistake, a type of resource that the integration is not connected to, or a permission of another type.',
    cure: 'Take one that the message lists; `data aponopg_resource_types` has all of them. Or add the type to `connected_resource_types`.',
    example: 'postgresql-database of Orders database has no such permission',
  },
  APONO_IDENTITY_UNKNOWN: {
    why: 'A typing mistake, another case of letters, or somebody whom the identity provider has not told Apono of yet: then a warning.',
    cure: 'Take what the message lists, or look it up by `data aponopg_identity`.',
    example: 'Nobody at Apono has this group',
  },
  APONO_RATE_LIMITED: {
    why: 'Many runs at once, or other programs with the same token.',
    cure: 'Try again later; lower `-parallelism`.',
    example: 'GET /api/admin/v4/integrations at https://api.apono.io failed with HTTP 429; it asks to wait 600 s',
  },
  APONO_SERVER_ERROR: {
    why: 'A failure at Apono that retries did not outlast.',
    cure: 'Try again later. After a create look in Apono whether the integration is there, and import it.',
    example: 'GET /api/admin/v4/integrations at https://api.apono.io failed with HTTP 503',
  },
  APONO_CANCELLED: {
    why: 'The run was stopped: Ctrl-C, or a cancelled job.',
    cure: 'Run it again.',
    example: 'The request GET /api/admin/v4/integrations to https://api.apono.io was cancelled',
  },
  APONO_NAME_TAKEN: {
    why: 'The integration was made by hand or by another stack of the same tenant.',
    cure: 'Import it by the id in the message, or choose another name.',
    example: 'An integration named "Orders database" exists already: type postgresql, id 3f2b6c1e',
  },
  APONO_NOT_FOUND: {
    why: 'It was deleted in Apono, its id or name is mistyped, or the token is of another tenant.',
    cure: 'Plan again: what is gone is made anew. A name is written as Apono shows it, in the same case.',
    example: 'Apono at https://api.apono.io has no access flow with this id',
  },
  APONO_INTEGRATION_UNKNOWN: {
    why: 'The integration was deleted in Apono, its id or name is mistyped, or the token is of another tenant.',
    cure: 'Plan again: what is gone is made anew. A flow takes the name from what makes the integration, by a reference.',
    example: 'Apono at https://api.apono.io has no integration with this id',
  },
  APONO_INTEGRATION_ERROR: {
    why: 'The connector cannot reach the database, cannot read its secret, or its role lacks rights.',
    cure: "Read the cause in Apono under Integrations; `aponopg doctor --connector-user ...` checks the database's side.",
    example: 'The integration "Orders database" (3f2b6c1e) is registered, but its status is Error',
  },
  APONO_NOT_ACTIVE: {
    why: 'The first sync takes longer than `wait_for_active_seconds`, or somebody disabled the integration.',
    cure: 'It stays registered: look at it in Apono, then apply again or wait longer.',
    example: 'The integration "Orders database" (3f2b6c1e) did not become Active within 300 s',
  },
  APONO_TYPE_UNKNOWN: {
    why: "A typing mistake in `type`, or a type that this tenant's catalog lacks.",
    cure: 'Take one of the catalog: postgresql, aws-rds-postgresql, azure-postgresql, gcp-cloudsql-postgresql.',
    example: 'The catalog of Apono at https://api.apono.io has no integration type of this name',
  },
  APONO_CONNECTOR_UNKNOWN: {
    why: 'A typing mistake, or a connector that has never started.',
    cure: 'Take the id from Apono under Connectors; the message lists those that are there.',
    example: 'Apono at https://api.apono.io has no connector with this id',
  },
  APONO_CONNECTOR_DISCONNECTED: {
    why: 'The connector is down, or its network lost Apono.',
    cure: 'Start it, or name another one.',
    example: 'The connector AwsConnector-Prod is not connected to Apono',
  },
  APONO_CONNECTOR_TOO_OLD: {
    why: 'The integration type, or `minimum_version`, asks for a newer connector.',
    cure: 'Update every running copy of the connector.',
    example: 'The connector AwsConnector-Prod is too old for this integration',
  },
  APONO_CONNECTOR_VERSION: {
    why: 'The connector tells a version that is none, as development builds do. A warning.',
    cure: 'Look it up in Apono under Connectors.',
    example: 'The connector AwsConnector-Prod has a version that cannot be read, so it was not checked',
  },
} as const satisfies Troubles;
