/** The attributes of an integration that the sandbox takes, for tests to vary. */
export function integrationAttributes(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'Orders database',
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database', 'postgresql-table'],
    hostname: 'db.internal',
    secret_store: { aws: { region: 'us-east-1', secret_id: 'prod/orders/apono' } },
    ...more,
  };
}

/** The configuration of one integration, `aponopg_integration.it`, in Terraform's JSON syntax. */
export function integrationBlocks(more: Readonly<Record<string, unknown>> = {}): object {
  return { resource: { aponopg_integration: { it: integrationAttributes(more) } } };
}
