import fc from 'fast-check';
import type { IntegrationDocument, ProjectDocument } from '../../../src/code';
import { plainText } from '../awkward';

const name = fc
  .oneof(fc.constantFrom('reader', 'app_owner', 'Orders', 'a b', '"q"', 'ünï', '日本', '1st'), plainText)
  .filter((text) => text !== '');
const days = fc.integer({ min: 1, max: 365 });

const secretStore = fc.oneof(
  fc.record({ aws: fc.record({ region: name, secret_id: name }) }),
  fc.record({ gcp: fc.record({ project: name, secret_id: name }) }),
  fc.record({ azure: fc.record({ vault_url: name, name }) }),
  fc.record({ kubernetes: fc.record({ namespace: name, name }) }),
  fc.record({ hashicorp_vault: fc.record({ secret_engine: name, path: name }) }),
);

/** An integration without what only one of the generations can say. */
export const generatedIntegration: fc.Arbitrary<IntegrationDocument> = fc.record(
  {
    name,
    type: fc.constantFrom('postgresql', 'aws-rds-postgresql', 'azure-postgresql'),
    connector_id: name,
    connected_resource_types: fc.array(name, { minLength: 1, maxLength: 3 }),
    hostname: name,
    port: fc.integer({ min: 1, max: 65535 }),
    dbname: name,
    sslmode: fc.constantFrom('require', 'verify-full'),
    extra_config: fc.dictionary(fc.constantFrom('instance_id', 'a.b', 'x y', 'for'), plainText, {
      minKeys: 1,
      maxKeys: 3,
    }),
    credential_rotation_period_in_days: days,
    user_cleanup_period_in_days: days,
    secret_store: secretStore,
    custom_access_details: plainText,
    integration_owner: fc.record({
      attribute_type: name,
      attribute_values: fc.array(name, { minLength: 1, maxLength: 2 }),
    }),
    resource_owner: fc.record({ key_name: name, attribute_type: name }),
  },
  { requiredKeys: ['name', 'type', 'connector_id', 'connected_resource_types'] },
) as fc.Arbitrary<IntegrationDocument>;

const names = fc.array(name, { minLength: 1, maxLength: 3 });
const privileges = fc.subarray(['SELECT', 'INSERT', 'USAGE']);

/** A whole project with awkward names everywhere. */
export const generatedProject: fc.Arbitrary<ProjectDocument> = fc.record(
  {
    servers: fc.dictionary(
      name,
      fc.record(
        {
          host: name,
          port: fc.integer({ min: 1, max: 65535 }),
          username: name,
          password: name,
          sslkey: fc.constant('-----BEGIN KEY'),
        },
        { requiredKeys: [] },
      ),
      { maxKeys: 2 },
    ),
    roles: fc.array(
      fc.record(
        {
          server: fc.constant('orders'),
          name,
          login: fc.boolean(),
          comment: plainText,
          settings: fc.dictionary(name, plainText, { maxKeys: 2 }),
          member_of: fc.array(fc.record({ role: name, admin: fc.boolean() }), { maxLength: 2 }),
          password_wo: name,
        },
        { requiredKeys: ['server', 'name'] },
      ),
      { maxLength: 4 },
    ),
    grants: fc.array(
      fc.record(
        {
          server: fc.constant('orders'),
          database: name,
          mode: fc.constantFrom('authoritative', 'additive'),
          grants: fc.dictionary(
            name,
            fc.record({
              grantees: names,
              on: fc.constant('table'),
              schemas: names,
              objects: fc.array(name, { maxLength: 9 }),
              privileges,
            }),
            { maxKeys: 4 },
          ),
          default_privileges: fc.dictionary(
            name,
            fc.record({ owners: names, on: fc.constant('table'), grantees: names, privileges }),
            { maxKeys: 2 },
          ),
        },
        { requiredKeys: ['server', 'database'] },
      ),
      { maxLength: 2 },
    ),
    integrations: fc.array(generatedIntegration, { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ProjectDocument>;
