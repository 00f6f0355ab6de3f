// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { type ProjectDocument, printHcl, readViewAsCode } from '../../../src/code';
import { parseHcl } from '../../../src/code/parse';
import { placeDefaults } from '../../../src/metadata';
import { closedAfterwards } from '../../support/clean-up';
import { openTerraform } from '../../support/terraform';
import { withSetsSorted } from '../canonical';
import { generatedIntegration, generatedProject } from './generated-project';

const FLAVORS = ['aponopg', 'apono-v2', 'apono-v1'] as const;

const ORDERS: ProjectDocument = {
  servers: { orders: { host: 'db.internal', username: 'postgres', password: 'hunter2' } },
  roles: [
    { server: 'orders', name: 'reader' },
    { server: 'orders', name: 'apono_connector', login: true, password_wo: 'hunter3', member_of: [{ role: 'reader' }] },
  ],
  grants: [
    {
      server: 'orders',
      database: 'orders',
      mode: 'authoritative',
      grants: {
        usage: { grantees: ['reader'], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
        'nothing for PUBLIC': { grantees: ['public'], on: 'database', privileges: [] },
      },
      default_privileges: {
        'future tables': {
          owners: ['app_owner'],
          schemas: ['app'],
          on: 'table',
          grantees: ['reader'],
          privileges: ['SELECT'],
        },
      },
    },
  ],
  integrations: [
    {
      id: '5f6c',
      name: 'Orders database',
      type: 'postgresql',
      connector_id: 'AwsConnector-Prod',
      connected_resource_types: ['postgresql-database', 'postgresql-table'],
      hostname: 'db.internal',
      port: 5432,
      credential_rotation_period_in_days: 30,
      secret_store: { aws: { region: 'us-east-1', secret_id: 'prod/orders' } },
      integration_owner: { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' },
      preflight: { server: 'orders', role: 'apono_connector', password_env: 'CONNECTOR_PASSWORD' },
    },
  ],
};

describe('a project as HCL', () => {
  const projects = fc.sample(generatedProject, { numRuns: 40, seed: 3 });

  test('is formatted as terraform fmt would, and parses, in every flavor', async () => {
    const files: Record<string, string> = {};
    projects.forEach((project, index) => {
      for (const flavor of FLAVORS) files[`${flavor}-${index}.tf`] = printHcl(project, { flavor, importBlocks: true });
    });
    const folder = closedAfterwards(openTerraform({ files: files }));
    await folder.checkFormat();
    for (const [name, text] of Object.entries(files)) await parseHcl(text, name);
  });

  test('gives the integration back when it is read', async () => {
    const integrations = fc.sample(generatedIntegration, { numRuns: 40, seed: 4 });
    for (const flavor of FLAVORS) {
      for (const integration of integrations) {
        const [read] = await readViewAsCode(printHcl({ integrations: [integration] }, { flavor }));
        expect(read?.notes).toEqual([]);
        // The official resources have no defaults of their own: they are written out.
        const sent = flavor === 'aponopg' ? {} : placeDefaults(integration.type);
        expect(normal(read?.thing)).toEqual(normal({ ...sent, ...integration }));
      }
    }
  });

  test('holds no secret', () => {
    for (const flavor of FLAVORS) expect(printHcl(ORDERS, { flavor })).not.toMatch(/hunter/);
    const own = {
      name: 'x',
      type: 'postgresql',
      connector_id: 'c',
      secret_store: { apono: { parameters: { password: 'hunter4' } } },
    };
    for (const flavor of FLAVORS) expect(printHcl({ integrations: [own] }, { flavor })).not.toMatch(/hunter/);
    expect(printHcl({ integrations: [own] })).toContain('password = var.x_secret_password');
  });

  test('makes every secret a sensitive variable', () => {
    const text = printHcl(ORDERS);
    expect(text).toContain('password = var.orders_password');
    expect(text).toMatch(
      /variable "apono_connector_password" \{\n[^}]*sensitive {3}= true\n {2}ephemeral {3}= true\n\}/,
    );
    expect(text).toContain('required_version = ">= 1.11.0"');
  });

  test('prints no private key, and of a key in a file the path', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n';
    const text = printHcl({ servers: { main: { host: 'db.internal', sslkey: key } } });
    expect(text).not.toContain('MIIEvQ');
    expect(text).toMatch(/sslkey += var\.main_sslkey/);
    expect(printHcl({ servers: { main: { host: 'db.internal', sslkey: '/etc/db/key.pem' } } })).toMatch(
      /sslkey += "\/etc\/db\/key\.pem"/,
    );
  });

  test('refers to the roles that it manages, so that Terraform makes them first', () => {
    const text = printHcl(ORDERS);
    expect(text).toContain(
      '    usage = {\n      grantees   = [aponopg_role.reader.name]\n      on         = "schema"\n',
    );
    expect(text).toContain('    "nothing for PUBLIC" = {\n      grantees   = ["public"]\n');
    expect(text).toContain('      owners     = ["app_owner"]\n      schemas    = ["app"]\n');
    expect(text).toContain('member_of = [\n    { role = aponopg_role.reader.name },\n  ]');
  });

  test('imports what exists already', () => {
    const text = printHcl(ORDERS, { importBlocks: true });
    expect(text).toContain('  to = aponopg_role.apono_connector\n  id = "orders/apono_connector"\n');
    expect(text).toContain('  to = aponopg_grants.orders\n  id = "orders/orders/public,reader"\n');
    expect(text).toContain('  to = aponopg_integration.orders_database\n  id = "5f6c"\n');
  });

  test('writes the official resources with their own names, and says what they have no place for', () => {
    const v2 = printHcl(ORDERS, { flavor: 'apono-v2' });
    expect(v2).toContain('port                                = "5432"');
    expect(v2).toContain('source_integration_name = "Okta"');
    expect(v2).toContain('# Left out, for this resource does not know it: preflight.');
    const v1 = printHcl(ORDERS, { flavor: 'apono-v1' });
    expect(v1).toMatch(/integration_id += var\.okta_id/);
    expect(v1).toContain('description = "Id of the identity source Okta. Fill in."');
    expect(printHcl(ORDERS, { flavor: 'apono-v1', sourceIds: { Okta: 'b1e0' } })).toMatch(/integration_id += "b1e0"/);
    expect(v1).toContain('aws_secret = {');
  });

  test('asks for a connector that is not known', () => {
    const text = printHcl({ integrations: [{ name: 'Orders', type: 'postgresql' }] });
    expect(text).toMatch(/connector_id +?= var\.orders_connector_id/);
    expect(text).toMatch(/connected_resource_types = var\.orders_resource_types/);
    expect(text).not.toContain('sensitive');
  });

  test('writes expressions as they were read', () => {
    const integration = { name: 'Orders', type: 'postgresql', connector_id: { $template: '${var.connector}' } };
    const text = printHcl({ integrations: [{ ...integration, hostname: { $template: 'db.${var.zone}' } }] });
    expect(text).toMatch(/connector_id +?= var\.connector\n/);
    expect(text).toMatch(/hostname +?= "db\.\$\{var\.zone\}"/);
    expect(text).toContain('variable "zone" {}');
  });

  test('gives things of the same name different ones', () => {
    const roles = ['Reader', 'reader', '"reader"', '日本', '1'].map((name) => ({ server: 's', name }));
    const names = [...printHcl({ roles }).matchAll(/"aponopg_role" "(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['reader', 'reader_2', 'reader_3', 'role', '_1']);
  });
});

function normal(value: unknown): unknown {
  return withSetsSorted(JSON.parse(JSON.stringify(value ?? null).normalize('NFC')));
}
