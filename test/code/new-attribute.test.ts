import * as z from 'zod';
import { type ProjectDocument, printHcl, printJson, printTypeScript, readStack, readViewAsCode } from '../../src/code';
import { parseHcl } from '../../src/code/parse';
import type { Description } from '../../src/metadata';
import { synthesize } from './typescript/programs';

/*
 * Descriptions of tomorrow: each with one attribute more, at the top and within. Nothing else of the project knows them.
 */
jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));
// Which props there are is generated from the descriptions, with the constructs; here nothing is generated anew.
jest.mock('../../constructs/checks/validation', () => ({
  ...jest.requireActual('../../constructs/checks/validation'),
  refuseWrongProps: () => undefined,
}));
jest.mock('../../src/metadata/role', () => tomorrow('role', 'member_of'));
jest.mock('../../src/metadata/grants', () => tomorrow('grants', 'grants'));
jest.mock('../../src/metadata/integration', () => tomorrow('integration', 'integration_owner'));
jest.mock('../../src/metadata/access-flow/access-scope', () =>
  tomorrow('accessScope', undefined, 'access-flow/access-scope'),
);
jest.mock('../../src/metadata/access-flow/bundle', () => tomorrow('bundle', undefined, 'access-flow/bundle'));
jest.mock('../../src/metadata/access-flow/access-flow', () =>
  tomorrow('accessFlow', 'settings', 'access-flow/access-flow'),
);
jest.mock('../../src/metadata/server', () => {
  const actual = jest.requireActual('../../src/metadata/server');
  return { ...actual, server: extended(actual.server) };
});

/** The module of a description, whose schema has attributes that it did not have. */
function tomorrow(name: string, within: string | undefined, file = name): object {
  const actual = jest.requireActual(`../../src/metadata/${file}`);
  const description = actual[name] as Description;
  if (within === undefined) return { ...actual, [name]: { ...description, schema: extended(description.schema) } };
  if (!(description.schema.shape[within] instanceof z.ZodOptional)) {
    const inner = extended(description.schema.shape[within] as z.ZodObject);
    const schema = extended(description.schema).extend({ [within]: inner });
    return { ...actual, [name]: { ...description, schema } };
  }
  const inner = (description.schema.shape[within] as z.ZodOptional<z.ZodType>).unwrap();
  const deeper =
    inner instanceof z.ZodArray
      ? z.array(extended(inner.element as z.ZodObject))
      : inner instanceof z.ZodRecord
        ? z.record(z.string(), extended(inner.valueType as z.ZodObject))
        : extended(inner as never);
  const schema = extended(description.schema).extend({ [within]: deeper.meta(inner.meta() ?? {}).optional() });
  return { ...actual, [name]: { ...description, schema } };
}

function extended(schema: z.ZodObject): z.ZodObject {
  const more = {
    favourite_colour: z.string().meta({ description: 'The colour.' }).optional(),
    colours: z.array(z.string()).meta({ description: 'All of them.', set: true }).optional(),
    colour_found: z.string().meta({ description: 'Set by the provider only.', readOnly: true }).optional(),
    secret_colour: z.string().meta({ description: 'For nobody.', sensitive: true }).optional(),
    inner_colour_wo: z.string().meta({ description: 'For nobody.', sensitive: true, writeOnly: true }).optional(),
    inner_colour_wo_version: z.number().meta({ description: 'Any number.' }).optional(),
  };
  return schema.extend(more).meta(schema.meta() ?? {});
}

const COLOURS = { favourite_colour: 'green', colours: ['blue', 'amber'] };
const READ = { favourite_colour: 'green', colours: ['amber', 'blue'] };
const MADE = { colour_found: 'grey' };
const SECRETS = { secret_colour: 'canary', inner_colour_wo: 'canary' };

/** A project with the new attributes in the places where the descriptions have them. */
function project(given: object, within = given): ProjectDocument {
  return {
    servers: { main: { host: 'db.internal', ...given } },
    roles: [{ server: 'main', name: 'reader', member_of: [{ role: 'group', ...within }], ...given }],
    grants: [
      {
        server: 'main',
        database: 'orders',
        grants: { connect: { grantees: ['reader'], on: 'database', privileges: ['CONNECT'], ...within } },
        ...given,
      },
    ],
    integrations: [
      {
        name: 'Orders',
        type: 'postgresql',
        connector_id: 'c',
        connected_resource_types: ['postgresql-database'],
        hostname: 'elsewhere.internal',
        secret_store: { aws: { region: 'us-east-1', secret_id: 's' } },
        integration_owner: { attribute_type: 'group', attribute_values: ['dba'], ...within },
        ...given,
      },
    ],
    access_scopes: [{ name: 'Production', query: 'resource_name = "a"', ...given }],
    bundles: [{ name: 'Kit', access_targets: [{ access_scope: { name: 'Production' } }], ...given }],
    access_flows: [
      {
        name: 'Read',
        trigger: 'SELF_SERVE',
        requestors: { logical_operator: 'OR', conditions: [{ type: 'manager' }] },
        access_targets: [{ bundle: { name: 'Kit' } }],
        settings: { ...within },
        ...given,
      },
    ],
  };
}

test('HCL has a new attribute of every description, and is read back with it', async () => {
  const text = printHcl(project({ ...COLOURS, ...MADE }));
  expect(text.match(/favourite_colour\s+= "green"/g)).toHaveLength(11);
  expect(text.match(/colours\s+= \["amber", "blue"\]/g)).toHaveLength(11);
  expect(text).not.toContain('grey');
  expect(plain(readStack(await parseHcl(text)).document)).toEqual(project(READ));
  const [read] = await readViewAsCode(text);
  expect(read).toMatchObject({ notes: [], thing: { ...READ, integration_owner: READ } });
});

test('JSON has a new attribute of every description', () => {
  expect(JSON.parse(printJson(project({ ...COLOURS, ...MADE })))).toEqual(project(READ));
});

test('TypeScript has a new attribute of every description as a prop', () => {
  const text = printTypeScript(project({ ...COLOURS, ...MADE }));
  expect(text.match(/favouriteColour: 'green'/g)).toHaveLength(11);
  expect(text.match(/colours: \['amber', 'blue'\]/g)).toHaveLength(11);
  expect(text).not.toContain('grey');
});

test('a program with the new prop synthesizes to the new attribute, and is read back with it', () => {
  const { roles = [] } = project(COLOURS);
  const { document } = readStack(synthesize(printTypeScript({ roles })));
  expect(document).toEqual({ roles: project(READ).roles });
});

test('a new secret stands in no code: it is a variable in HCL and TypeScript, and left out of JSON', () => {
  const secretive = project(SECRETS);
  expect(printHcl(secretive)).not.toContain('canary');
  expect(printHcl(secretive)).toMatch(/secret_colour\s+= var\.reader_secret_colour\n/);
  expect(printHcl(secretive)).toMatch(/inner_colour_wo\s+= var\.reader_inner_colour\n/);
  expect(printHcl(secretive)).toMatch(/inner_colour_wo_version\s+= 1\n/);
  expect(printTypeScript(secretive)).not.toContain('canary');
  expect(printTypeScript(secretive)).toContain('secretColour: readerSecretColour.value');
  expect(printJson(secretive)).not.toMatch(/canary|colour/);
});

test('an attribute that no description has is told when it is read', () => {
  const stack = { resource: { aponopg_role: { reader: { server: 'main', name: 'reader', shade: 'dark' } } } };
  expect(readStack(stack).document).toEqual({
    notes: ['aponopg_role.reader: there is no attribute shade, it was left out.'],
    roles: [{ server: 'main', name: 'reader' }],
  });
});

/** References to what the project itself declares come back as what they refer to. */
function plain({ variables: _, ...document }: ProjectDocument): ProjectDocument {
  return document;
}
