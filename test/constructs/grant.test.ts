import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import {
  type AponopgGrants,
  AponopgIntegration,
  AponopgProvider,
  Database,
  DatabaseRole,
  Handler,
  PostgresqlIntegration,
  PostgresqlServer,
} from '../../constructs';
import { parseGrantsImportId } from '../../src/handler/grants/import-id';
import { type Json, newStack, onlyResource, refusal, SMALLEST, synthesized } from './stacks';

const BARE = {
  name: 'Bare',
  type: 'postgresql',
  connectorId: 'c',
  connectedResourceTypes: ['postgresql-database'],
  hostname: 'db.internal',
  secretStore: { aws: { region: 'us-east-1', secretId: 'orders' } },
};

function project(handler?: Handler) {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', handler && { handler });
  const database = new Database(stack, 'orders', { server });
  const [team, migrator] = ['team', 'migrator'].map((name) => server.addRole(name)) as [DatabaseRole, DatabaseRole];
  return { stack, server, database, team, migrator, options: { schemas: ['app'], owners: [migrator] } };
}

describe('what a call granted', () => {
  test('is the same from either side, and says what it is', () => {
    const one = project();
    const two = project();
    const fromDatabase = one.database.grantReadOnly(one.team, one.options);
    const fromRole = two.team.grantReadOnly(two.database, two.options);
    expect(synthesized(two.stack)).toEqual(synthesized(one.stack));
    expect(fromRole.privileges).toHaveLength(6);
    expect(fromRole.privileges.map(({ on, owner, privileges }) => [on, owner !== undefined, privileges])).toEqual([
      ['database', false, ['CONNECT']],
      ['schema', false, ['USAGE']],
      ['table', false, ['SELECT']],
      ['table', true, ['SELECT']],
      ['sequence', false, ['SELECT']],
      ['sequence', true, ['SELECT']],
    ]);
    expect(fromDatabase.resource).toBe(one.database.node.defaultChild);
    expect(fromDatabase.privileges.every(({ grantee }) => grantee === one.team.roleName)).toBe(true);
  });

  test('comes before what depends on it, also where that is made later', () => {
    const { stack, database, team } = project();
    const group = new Construct(stack, 'group');
    const grant = database.grantConnect(team).applyBefore(group);
    new PostgresqlIntegration(group, 'integration', SMALLEST);
    new AponopgIntegration(stack, 'bare', { ...BARE, dependsOn: [grant] });
    const json = synthesized(stack);
    const address = `aponopg_grants.${grant.resource.friendlyUniqueId}`;
    const after = Object.values<Json>(json.resource.aponopg_integration).map(({ depends_on }) => depends_on);
    expect(after).toEqual([[address], [address]]);
  });

  test('comes before a whole other stack; never before itself', () => {
    const { stack, database, team } = project();
    const grant = database.grantConnect(team);
    const other = newStack('other', stack.node.root as never);
    new AponopgProvider(other, 'provider');
    grant.applyBefore(other);
    expect(other.dependencies).toEqual([stack]);
    expect(refusal(() => grant.applyBefore(database))).toMatch(/a part of what is to come after it(.|\n)*CONFLICTING/);
  });
});

test('schemas are named by text or by what the database gives; not by what another gives', () => {
  const { server, database, team, options, stack } = project();
  const other = new Database(stack, 'stock', { server });
  database.grantReadOnly(team, { ...options, schemas: ['app', database.schema('audit')] });
  expect(onlyResource(synthesized(stack), 'aponopg_grants').grants.schemas.objects).toEqual(['app', 'audit']);
  expect(refusal(() => database.grantReadOnly(team, { ...options, schemas: [other.schema('app')] }))).toMatch(
    /belongs to another database(.|\n)*Where: schemas\[0\](.|\n)*app of stack\/stock/,
  );
});

describe('grants that are there already', () => {
  const imported = (build: (given: ReturnType<typeof project>) => void) => {
    const given = project();
    given.database.importExisting();
    build(given);
    const [block] = synthesized(given.stack).import;
    expect(block.to).toBe(`aponopg_grants.${given.database.resource?.friendlyUniqueId}`);
    return parseGrantsImportId(block.id);
  };

  test('are imported, those of all that are given something', () => {
    expect(
      imported(({ server, database, team }) => {
        database.grantConnect(team);
        database.grantConnect(server.addRole('a,b/"c"'));
        database.grant(DatabaseRole.PUBLIC, []);
      }),
    ).toEqual({ server: 'main', database: 'orders', grantees: ['a,b/"c"', 'public', 'team'], closed: true });
  });

  test('are not imported where it is not known whose', () => {
    const nobody = project();
    nobody.database.importExisting();
    expect(refusal(() => synthesized(nobody.stack))).toMatch(/nobody is given anything/);
    const open = project();
    open.database.importExisting();
    open.database.grantConnect(DatabaseRole.fromRoleAttributes(open.stack, 'x', { name: open.team.roleName }));
    expect(refusal(() => synthesized(open.stack))).toMatch(/a name in them is not known yet/);
    const { database } = project(Handler.nullResource());
    expect(refusal(() => database.importExisting())).toMatch(/nothing to import(.|\n)*aponopg import/);
  });
});

test('an override reaches into the grants, in JSON and in HCL', () => {
  const { stack, database, team } = project();
  database.grantConnect(team);
  const resource = database.node.defaultChild as AponopgGrants;
  resource.addOverride('take_over', true);
  resource.addOverride('grants.database.privileges', ['TEMPORARY']);
  resource.addOverride('grants.more', { grantees: ['x'], on: 'database', privileges: ['CREATE'] });
  const made = onlyResource(synthesized(stack), 'aponopg_grants');
  expect(made).toMatchObject({
    take_over: true,
    grants: { database: { privileges: ['CONNECT', 'TEMPORARY'] }, more: { grantees: ['x'] } },
  });
  const hcl = Testing.synthHcl(stack);
  expect(hcl).toContain('take_over = true');
  expect(hcl).toMatch(/more = \{\s+grantees\s+= \["x"\]/);
});

test('the list of what is allowed is told once, with what was probably meant', () => {
  const { database, team } = project();
  const said = refusal(() => database.grant(team, ['CONECT'] as never));
  expect(said.split('CREATE, CONNECT, TEMPORARY, ALL')).toHaveLength(2);
  expect(said).toContain('perhaps `CONNECT` is meant');
});
