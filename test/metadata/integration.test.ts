import {
  check,
  type IntegrationType,
  integration,
  type ObjectShape,
  objectShapeOf,
  SECRET_STORES,
  SSL_MODES,
  VARIANTS,
  variantOfType,
} from '../../src/metadata';
import { renderPath } from '../../src/problem';
import { INTEGRATION } from './documents';

const LONG = '4'.repeat(397);

/** Every error as `where: what is wrong`. */
function errors(more: Record<string, unknown>): string[] {
  return check(integration, { ...INTEGRATION, ...more })
    .filter(({ severity }) => severity === 'error')
    .map(({ path, what }) => `${renderPath(path)}: ${what}`);
}

const warnings = (more: Record<string, unknown>) =>
  check(integration, { ...INTEGRATION, ...more }).filter(({ severity }) => severity === 'warning');

test('the smallest integration is accepted', () => {
  expect(check(integration, INTEGRATION)).toEqual([]);
});

test.each(['name', 'type', 'connector_id', 'connected_resource_types', 'hostname', 'secret_store'])(
  '%s is required',
  (name) => {
    expect(errors({ [name]: undefined })[0]).toMatch(new RegExp(`^${name}: \`${name}\` is required`));
    expect(errors({ [name]: null })).toHaveLength(1);
  },
);

describe('values that are refused say what is allowed', () => {
  const cases: [string, unknown, RegExp][] = [
    ...[0, 70_000, -1, 5432.5, 'abc', '5432', true, Number.NaN].map((port): [string, unknown, RegExp] => [
      'port',
      port,
      /a whole number from 1 to 65535/,
    ]),
    ...[0, -1, 1.5, -1.5, '30', Number.POSITIVE_INFINITY].flatMap((days): [string, unknown, RegExp][] => [
      ['credential_rotation_period_in_days', days, /a whole number of at least 1/],
      ['user_cleanup_period_in_days', days, /a whole number of at least 1/],
    ]),
    ...['verify_full', 'VERIFY-FULL', '', 'on'].map((mode): [string, unknown, RegExp] => [
      'sslmode',
      mode,
      /disable, allow, prefer, require, verify-ca, verify-full/,
    ]),
    ['connected_resource_types', [], /at least one resource type/],
    ['connector_id', '', /a text that is not empty/],
    ['dbname', '', /a text that is not empty/],
    ['type', '', /a text that is not empty/],
    ['wait_for_active_seconds', -1, /a whole number of at least 0/],
    ...['', ' Orders', 'Orders ', '---', 'Or\nders'].map((name): [string, unknown, RegExp] => [
      'name',
      name,
      /letters or digits/,
    ]),
  ];
  test.each(cases)('%s = %p', (name, value, allowed) => {
    const problems = check(integration, { ...INTEGRATION, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ severity: 'error', path: [name], allowed: expect.stringMatching(allowed) });
    expect(problems[0]).toHaveProperty('value');
  });
});

test.each(['Orders database', 'Заказы', '注文', 'orders-2 (eu)', '7'])('the name %s is accepted', (name) => {
  expect(errors({ name })).toEqual([]);
});

test.each(SSL_MODES)('sslmode %s is accepted', (sslmode) => {
  expect(errors({ sslmode })).toEqual([]);
});

describe('custom access details', () => {
  test.each([
    ['letters', '444'],
    ['an emoji of several code points', `👩‍👩‍👧‍👦🇩🇪👍🏽`],
    ['accents written as marks of their own', 'e\u0301a\u0308o\u0302'],
    ['a line break of Windows', 'a\r\nb'],
  ])('count %s as users do: 400 pass, 401 do not', (_, three) => {
    expect(errors({ custom_access_details: LONG + three })).toEqual([]);
    expect(errors({ custom_access_details: `${LONG}${three}!` })).toEqual([
      'custom_access_details: `custom_access_details` has 401 characters',
    ]);
  });

  test('may be empty', () => expect(errors({ custom_access_details: '' })).toEqual([]));
});

describe('owners', () => {
  const integration_owner = { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' };
  const resource_owner = { key_name: 'owner', attribute_type: 'group' };

  test('a resource owner needs an integration owner', () => {
    expect(errors({ integration_owner, resource_owner })).toEqual([]);
    expect(errors({ integration_owner })).toEqual([]);
    expect(errors({ resource_owner })).toEqual([
      'resource_owner: `resource_owner` is given without `integration_owner`',
    ]);
    expect(errors({ resource_owner, integration_owner: null })).toHaveLength(1);
  });

  test('each names an attribute and at least one value', () => {
    expect(errors({ integration_owner: { attribute_type: '', attribute_values: [] } })).toHaveLength(2);
    expect(errors({ integration_owner: { attribute_type: 'user', attribute_values: [''] } })).toHaveLength(1);
    expect(errors({ integration_owner, resource_owner: { attribute_type: 'user' } })).toEqual([
      'resource_owner.key_name: `resource_owner.key_name` is required',
    ]);
    expect(errors({ integration_owner: { ...integration_owner, attribute_type: 'pagerduty_shift' } })).toEqual([]);
  });
});

describe('secret stores', () => {
  const { attributes } = objectShapeOf(integration.schema).attributes.secret_store as ObjectShape;
  const fieldsOf = (kind: string) => {
    const described = Object.entries((attributes[kind] as ObjectShape).attributes).filter(
      ([, { required }]) => required,
    );
    return Object.fromEntries(described.map(([name, each]) => [name, each.annotation.example ?? { username: 'u' }]));
  };

  test.each(SECRET_STORES)('%s is one, and every field that it needs is required', (kind) => {
    expect(errors({ secret_store: { [kind]: fieldsOf(kind) } })).toEqual([]);
    const empty = errors({ secret_store: { [kind]: {} } });
    expect(empty).toEqual(
      Object.keys(fieldsOf(kind)).map(
        (name) => `secret_store.${kind}.${name}: \`secret_store.${kind}.${name}\` is required`,
      ),
    );
  });

  test.each(SECRET_STORES)('%s and another one are one too many', (kind) => {
    const other = kind === 'aws' ? 'gcp' : 'aws';
    const found = errors({ secret_store: { [kind]: fieldsOf(kind), [other]: fieldsOf(other) } });
    expect(found).toEqual([expect.stringContaining('names 2 stores')]);
  });

  test('none is one too few, and an empty field is no field', () => {
    expect(errors({ secret_store: {} })).toEqual(['secret_store: `secret_store` names no store']);
    expect(errors({ secret_store: { aws: null, gcp: null } })).toEqual(['secret_store: `secret_store` names no store']);
    expect(errors({ secret_store: { aws: { region: '', secret_id: 'x' } } })).toHaveLength(1);
    expect(errors({ secret_store: { aws: fieldsOf('aws'), gcp: null } })).toEqual([]);
  });
});

describe('variants', () => {
  test.each(Object.values(VARIANTS) as IntegrationType[])(
    '$type knows how it is reached and whether it needs a secret',
    (variant) => {
      expect(variantOfType(variant.type)).toBe(variant);
      expect(variant.minimumConnectorVersion).toMatch(/^\d+\.\d+\.\d+$/);
      expect(errors({ type: variant.type, hostname: undefined }).length).toBe(variant.byHostname ? 1 : 0);
      expect(errors({ type: variant.type, secret_store: undefined }).length).toBe(variant.secretOptional ? 0 : 1);
    },
  );

  test('an instance that nothing names is warned of', () => {
    const rds = { type: 'aws-rds-postgresql', hostname: undefined };
    expect(warnings({ ...rds, extra_config: { region: 'eu' } })).toEqual([
      expect.objectContaining({
        code: 'NOT_CHECKED',
        what: '`extra_config` does not name the instance by `instance_id`',
      }),
    ]);
    expect(warnings({ ...rds, extra_config: { region: 'eu', instance_id: 'x' } })).toEqual([]);
  });

  test('an unknown type is sent as it is, with a warning', () => {
    expect(errors({ type: 'postgresql-next', hostname: undefined, secret_store: undefined })).toEqual([]);
    expect(warnings({ type: 'postgresql-next' })).toEqual([expect.objectContaining({ path: ['type'] })]);
  });
});

describe('names of attributes', () => {
  test('an unknown one is told with the nearest known one', () => {
    const [problem] = check(integration, { ...INTEGRATION, hostnam: 'x' });
    expect(problem).toMatchObject({
      code: 'UNKNOWN_ATTRIBUTE',
      path: ['hostnam'],
      next: 'Remove it, or write `hostname`.',
    });
    expect(errors({ secret_store: { awss: {} } })[0]).toContain('There is no attribute `awss` in `secret_store`');
    expect(check(integration, { ...INTEGRATION, xyzzy: 1 })[0]?.next).toBe('Remove it.');
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('%s is none', (name) => {
    const document = JSON.parse(`{ ${JSON.stringify(name)}: 1 }`);
    expect(check(integration, { ...INTEGRATION, ...document, ...Object.fromEntries([[name, 1]]) })[0]?.code).toBe(
      'UNKNOWN_ATTRIBUTE',
    );
  });

  test('what the provider sets cannot be given', () => {
    expect(errors({ status: 'Active' })).toEqual(['status: `status` cannot be given: it is set by the provider']);
    expect(errors({ status: null })).toEqual([]);
  });

  test('a key of the config with an attribute of its own is refused in extra_config', () => {
    expect(errors({ extra_config: { port: '1' } })).toEqual([expect.stringContaining('has an attribute of its own')]);
    expect(errors({ extra_config: { 'any.other-Key': '' } })).toEqual([]);
  });
});
