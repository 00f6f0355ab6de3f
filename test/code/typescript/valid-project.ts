// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import type { ProjectDocument, RoleDocument } from '../../../src/code';
import { type DefaultPrivilegePiece, foldDefaultPrivileges, foldGrants, type GrantPiece } from '../../../src/metadata';

/** Names that PostgreSQL allows and that printers stumble over. */
const AWKWARD = [
  'Reader',
  'a b',
  '"q"',
  "o'clock",
  'ünï',
  '日本',
  '1st',
  'back\\slash',
  'tab\tbed',
  '${x}',
  '%{if}',
  '<<EOT',
  'class',
  '😀',
];

const word = fc.constantFrom('reader', 'app_owner', 'orders', ...AWKWARD);
const text = fc
  .array(fc.constantFrom('plain', '\n', '"', "'", '`', '\\', '${a}', '%{if}', '$${', ' ', 'é', '😀', 'EOT\n'), {
    maxLength: 6,
  })
  .map((parts) => `text ${parts.join('')}`);
const days = fc.integer({ min: 1, max: 365 });
const maybe = { requiredKeys: [] as never[] };

const server = fc.record(
  {
    host: fc.constantFrom('db.internal', '/var/run/postgresql', '10.0.0.1'),
    port: fc.integer({ min: 1, max: 65535 }),
    username: word,
    password: fc.constant({ $template: '${var.admin}' }),
    sslmode: fc.constantFrom('require', 'verify-full'),
    connect_timeout_seconds: fc.integer({ min: 1, max: 60 }),
    sslsni: fc.boolean(),
  },
  maybe,
);

const role = (name: string, others: readonly string[]): fc.Arbitrary<RoleDocument> =>
  fc.record(
    {
      server: fc.constant('main'),
      name: fc.constant(name),
      login: fc.boolean(),
      superuser: fc.boolean(),
      connection_limit: fc.integer({ min: -1, max: 9 }),
      valid_until: fc.constantFrom('infinity', '2030-01-01T00:00:00Z'),
      comment: text,
      settings: fc.dictionary(
        fc.constantFrom('search_path', 'work_mem', 'app.a'),
        text.map((each) => `x${each}`),
        { maxKeys: 2 },
      ),
      member_of: fc
        .uniqueArray(fc.constantFrom('group', ...others), { maxLength: 2 })
        .map((roles) =>
          roles.map((each, index) => (index === 0 ? { role: each } : { role: each, admin: true, set: false })),
        ),
      password_env: fc.constant('ROLE_PASSWORD'),
      on_destroy: fc.record({ reassign_owned_to: fc.constant('postgres'), drop_owned: fc.boolean() }, maybe),
    },
    { requiredKeys: ['server', 'name'] },
  ) as fc.Arbitrary<RoleDocument>;

const connectorUser: fc.Arbitrary<RoleDocument> = fc
  .constantFrom<Partial<RoleDocument>>(
    { superuser: true, createrole: false },
    { superuser: false, createrole: true, member_of: [{ role: 'app_owner', admin: true }] },
    { superuser: false, createrole: true, member_of: [{ role: 'rds_superuser' }] },
  )
  .map((more) => ({
    server: 'main',
    name: 'apono_connector',
    login: true,
    comment: "Apono's connector",
    ...more,
    password_wo: { $template: '${var.connector}' },
    password_wo_version: 1,
  }));

const option = fc.record({ with_grant_option: fc.constant(true) }, maybe);

const grant = (grantee: string): fc.Arbitrary<GrantPiece> =>
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom<Partial<GrantPiece>>(
          { on: 'database', privileges: ['CONNECT'] },
          { on: 'schema', objects: ['app'], privileges: ['CREATE', 'USAGE'] },
          { on: 'table', schema: 'app', privileges: [] },
          { on: 'table', schema: 'a b', privileges: ['INSERT', 'SELECT'] },
          { on: 'table', schema: 'app', objects: ['"q"', 'orders'], privileges: ['SELECT'] },
          {
            on: 'table',
            schema: 'app',
            objects: Array.from({ length: 200 }, (_, index) => `table_${1000 + index}`),
            privileges: ['DELETE'],
          },
          { on: 'sequence', schema: 'app', privileges: ['USAGE'] },
          { on: 'function', schema: 'app', objects: ['total(integer)'], privileges: ['EXECUTE'] },
          { on: 'routine', schema: 'app', privileges: ['EXECUTE'] },
          { on: 'type', schema: 'app', objects: ['mood'], privileges: ['USAGE'] },
          { on: 'language', objects: ['plpgsql'], privileges: ['USAGE'] },
          { on: 'foreign_server', objects: ['${far}'], privileges: ['USAGE'] },
          { on: 'large_object', objects: ['42'], privileges: ['SELECT'] },
        ),
        option,
      )
      .map(([each, more]) => ({ grantee, ...each, ...more }) as GrantPiece),
    fc.constant<GrantPiece>({
      grantee,
      on: 'table',
      schema: 'app',
      objects: ['orders'],
      columns: ['id', 'na me'],
      privileges: ['UPDATE'],
    }),
  );

const defaults = (grantee: string): fc.Arbitrary<DefaultPrivilegePiece> =>
  fc.constantFrom<DefaultPrivilegePiece>(
    { owner: 'app_owner', schema: 'app', on: 'table', grantee, privileges: ['SELECT'] },
    { owner: 'app_owner', schema: 'app', on: 'routine', grantee, privileges: ['EXECUTE'] },
    { owner: 'app_owner', on: 'table', grantee, privileges: ['SELECT'], with_grant_option: true },
    { owner: 'app_owner', on: 'schema', grantee, privileges: ['USAGE'] },
    { owner: 'app_owner', schema: 'app', on: 'type', grantee, privileges: ['USAGE'] },
  );

/** What `grantReadOnly` and its like come to. */
function presetEntries(
  method: 'readOnly' | 'readWrite' | 'owner',
  grantee: string,
  schemas: readonly string[],
  owners: readonly string[],
) {
  const [database, schema, objects] = {
    readOnly: [['CONNECT'], ['USAGE'], { table: ['SELECT'], sequence: ['SELECT'] }] as const,
    readWrite: [
      ['CONNECT'],
      ['USAGE'],
      {
        table: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'],
        sequence: ['SELECT', 'UPDATE', 'USAGE'],
        routine: ['EXECUTE'],
      },
    ] as const,
    owner: [
      ['CONNECT', 'CREATE', 'TEMPORARY'],
      ['CREATE', 'USAGE'],
      { table: ['ALL'], sequence: ['ALL'], routine: ['EXECUTE'] },
    ] as const,
  }[method];
  const kinds = Object.entries(objects) as ['table' | 'sequence' | 'routine', readonly string[]][];
  const grants: GrantPiece[] = [
    { grantee, on: 'database', privileges: database },
    { grantee, on: 'schema', objects: schemas, privileges: schema },
    ...schemas.flatMap((name) => kinds.map(([on, privileges]) => ({ grantee, on, schema: name, privileges }))),
  ];
  const default_privileges = owners.flatMap((owner) =>
    schemas.flatMap((name) => kinds.map(([on, privileges]) => ({ owner, schema: name, on, grantee, privileges }))),
  );
  return { grants, default_privileges };
}

const integration = fc
  .record(
    {
      place: fc.constantFrom('db.internal', 'other.internal'),
      port: fc.integer({ min: 1, max: 65535 }),
      sslmode: fc.constantFrom('require', 'verify-full'),
      dbname: word,
      extra_config: fc.dictionary(fc.constantFrom('a key', 'b'), text, { minKeys: 1, maxKeys: 2 }),
      credential_rotation_period_in_days: days,
      user_cleanup_period_in_days: days,
      custom_access_details: text,
      integration_owner: fc.record(
        {
          attribute_type: fc.constantFrom('user', 'group', 'manager', 'toString'),
          attribute_values: fc.constant(['dba', 'ops']),
          source_integration_name: fc.constant('Okta'),
        },
        { requiredKeys: ['attribute_type', 'attribute_values'] },
      ),
      secret_store: fc.constantFrom(
        { aws: { region: 'us-east-1', secret_id: '${weird}' } },
        { gcp: { project: 'p', secret_id: 's' } },
        { azure: { vault_url: 'https://v.example', name: 'n' } },
        { kubernetes: { namespace: 'n', name: 's' } },
        { hashicorp_vault: { secret_engine: 'kv', path: 'a/b' } },
      ),
      resource_owner: fc.record({ key_name: word, attribute_type: fc.constantFrom('user', 'group', 'x') }),
      preflight: fc.constant({ server: 'main', role: 'apono_connector', password_env: 'CONNECTOR_PASSWORD' }),
      wait_for_active_seconds: fc.integer({ min: 0, max: 60 }),
    },
    { requiredKeys: ['place', 'secret_store', 'integration_owner'] },
  )
  .map(({ place, ...more }) => ({
    name: 'Orders ${database} "x"',
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database', 'postgresql-table'],
    hostname: place,
    ...more,
  }));

/** Projects that everything along the way accepts. */
export const validProject: fc.Arbitrary<ProjectDocument> = fc
  .record({
    server,
    names: fc.uniqueArray(word, { maxLength: 3 }),
    user: fc.option(connectorUser, { nil: undefined }),
    integration: fc.option(integration, { nil: undefined }),
    preset: fc.option(fc.constantFrom('readOnly', 'readWrite', 'owner'), { nil: undefined }),
  })
  .chain(({ server: main, names, user, integration: one, preset }) =>
    fc
      .record({
        roles: fc.tuple(...names.map((name, index) => role(name, names.slice(0, index)))),
        grants: fc.array(fc.constantFrom('reader', ...names).chain(grant), { maxLength: 4 }),
        defaults: fc.array(fc.constantFrom('reader', ...names).chain(defaults), { maxLength: 2 }),
        relabel: fc.constantFrom(asConstructsDo, byWords),
      })
      .map(({ roles, grants, defaults: more, relabel }) => {
        const preset_ = preset ? presetEntries(preset, 'preset role', ['app', 'b'], ['app_owner']) : undefined;
        const all = {
          grants: [...grants, ...(preset_?.grants ?? [])],
          default_privileges: [...more, ...(preset_?.default_privileges ?? [])],
        };
        const anything = all.grants.length + all.default_privileges.length > 0;
        const every = [...roles, ...(user ? [user] : [])];
        return {
          variables: VARIABLES,
          servers: { main },
          ...(every.length > 0 && { roles: every }),
          ...(anything && {
            grants: [
              {
                server: 'main',
                database: 'orders',
                ...(all.grants.length > 0 && { grants: relabel(foldGrants(unique(all.grants))) }),
                ...(all.default_privileges.length > 0 && {
                  default_privileges: relabel(foldDefaultPrivileges(unique(all.default_privileges))),
                }),
              },
            ],
          }),
          ...(one && { integrations: [one] }),
        } as ProjectDocument;
      }),
  );

const VARIABLES = {
  admin: { type: 'string', sensitive: true, ephemeral: true, nullable: false },
  connector: { type: 'string', sensitive: true, ephemeral: true, nullable: false, description: 'of the connector' },
};

type Entries<Entry> = Record<string, Entry>;

/** The labels that calls of the constructs come to. */
const asConstructsDo = <Entry>(entries: Entries<Entry>): Entries<Entry> => entries;

/** Labels of somebody's own, which no calls come to. */
function byWords<Entry>(entries: Entries<Entry>): Entries<Entry> {
  return Object.fromEntries(
    Object.values(entries).map((entry, index) => [`${AWKWARD[index % AWKWARD.length]} ${index}`, entry]),
  );
}

/** Pieces that say one thing once: the same place twice would be told as a contradiction. */
function unique<E extends GrantPiece | DefaultPrivilegePiece>(entries: readonly E[]): E[] {
  const seen = new Set<string>();
  return entries.filter((each) => {
    const { privileges: _, with_grant_option: __, ...place } = each;
    const key = JSON.stringify(place);
    return seen.has(key) ? false : seen.add(key);
  });
}
