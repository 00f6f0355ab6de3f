import {
  type Acl,
  type AclItem,
  bestGrantor,
  granted,
  heldInEffect,
  merged,
  PUBLIC,
  Refused,
  revoked,
  sameAcl,
  underNewOwner,
  untouched,
} from './acl';
import { type Bits, bits, every, type Kind } from './privileges';
import type { Statement } from './statements';
import { aclOf, columnsOf, type Default, type Thing, thing, type World, withThing } from './world';

/** What a statement comes to. */
export interface Outcome {
  readonly world: World;
  /** `00000`, or why PostgreSQL refused; nothing has changed then. */
  readonly sqlstate: string;
  /** The SQLSTATEs of its warnings, in order. */
  readonly warnings: readonly string[];
}

/** What PostgreSQL does on being told this. */
export function play(world: World, statement: Statement): Outcome {
  const warnings: string[] = [];
  try {
    return { world: played(world, statement, warnings), sqlstate: '00000', warnings };
  } catch (error) {
    if (error instanceof Refused) return { world, sqlstate: error.sqlstate, warnings };
    throw error;
  }
}

type Change = Extract<Statement, { do: 'grant' | 'revoke' }>;
type DefaultChange = Extract<Statement, { do: 'grant default' | 'revoke default' }>;

function played(world: World, statement: Statement, warnings: string[]): World {
  const { roles } = world;
  switch (statement.do) {
    case 'grant':
    case 'revoke':
      return changed(world, statement, warnings);
    case 'grant default':
    case 'revoke default':
      return withDefault(world, statement);
    case 'hand over':
      return handedOver(world, thing(world, statement.kind, statement.schema, statement.name), statement.to);
    case 'create':
      return withNew(world, statement);
    case 'drop column': {
      const gone = thing(world, 'column', statement.schema, statement.column, statement.name);
      return { ...world, things: world.things.filter((each) => each !== gone) };
    }
    case 'join':
      return { ...world, roles: roles.grant(statement.as, statement.role, statement.member, statement.options) };
    case 'leave':
      return {
        ...world,
        roles: roles.revoke(statement.as, statement.role, statement.member, statement.only, statement.cascade),
      };
  }
}

/** GRANT and REVOKE (`ExecGrant_Relation` and its like). */
function changed(world: World, change: Change, warnings: string[]): World {
  const { version } = world;
  const target = thing(world, change.kind, change.schema, change.name);
  mayUseSchema(world, change.as, change.schema);
  const columns = columnsOf(world, target);
  const old = aclOf(target, version);
  const whole = bits(change.privileges, change.kind, version);
  let now = world;
  if (whole !== 0) {
    const all = change.privileges.includes('ALL');
    now = withThing(now, target, { ...target, acl: changedAcl(world, target, change, whole, { old, all, warnings }) });
  }
  const isThere = (name: string) => columns.some((each) => each.name === name);
  if (change.columns?.names.some((each) => !isThere(each))) throw new Refused('42703');
  const implied = change.do === 'revoke' ? whole & every('column', version) : 0;
  const own = bits(change.columns?.privileges ?? [], 'column', version);
  for (const column of columns) {
    const asked = implied | (change.columns?.names.includes(column.name) ? own : 0);
    if (asked === 0) continue;
    const all = asked === every('column', version);
    const acl = changedAcl(world, column, change, asked, { old: column.acl ?? [], table: old, all, warnings });
    now = withThing(now, column, { ...column, acl: acl.length === 0 ? null : acl });
  }
  return now;
}

function changedAcl(
  { roles }: World,
  { owner, kind }: Thing,
  { do: verb, as, grantees, option, cascade }: Change,
  asked: Bits,
  { old, table, all, warnings }: { old: Acl; table?: Acl; all: boolean; warnings: string[] },
): Acl {
  const seen = [...(table ?? []), ...old];
  const { grantor, may } = bestGrantor(seen, as, asked, owner, roles);
  if (may === 0 && (heldInEffect(seen, grantor, roles) & every(kind, 18)) === 0) throw new Refused('42501');
  const done = asked & may;
  if (done === 0 || (!all && done !== asked)) warnings.push(verb === 'grant' ? '01007' : '01006');
  return grantees.reduce<Acl>((acl, grantee) => {
    const item: AclItem = {
      grantee,
      grantor,
      held: verb === 'grant' || !option ? done : 0,
      options: verb === 'revoke' || option ? done : 0,
    };
    if (verb === 'revoke') return revoked(acl, item, owner, roles, cascade);
    if (option && grantee === PUBLIC) throw new Refused('0LP01');
    return done === 0 ? acl : granted(acl, item, owner, roles);
  }, old);
}

function mayUseSchema(world: World, role: string, schema: string | undefined): void {
  if (schema === undefined || world.roles.isSuperuser(role)) return;
  requires(world, role, schema, 'USAGE');
}

function requires(world: World, role: string, schema: string, privilege: string): void {
  const acl = aclOf(thing(world, 'schema', undefined, schema), world.version);
  const needed = bits([privilege], 'schema', world.version);
  if (world.roles.isSuperuser(role)) return;
  if ((heldInEffect(acl, role, world.roles) & needed) === 0) throw new Refused('42501');
}

function handedOver(world: World, target: Thing, to: string): World {
  if (target.owner === to) return world;
  const parts = [target, ...columnsOf(world, target)];
  return parts.reduce((now, each) => {
    const acl = each.acl === null ? null : underNewOwner(each.acl, target.owner, to);
    return withThing(now, each, { ...each, owner: to, acl });
  }, world);
}

/** ALTER DEFAULT PRIVILEGES (`SetDefaultACL`). */
function withDefault(world: World, change: DefaultChange): World {
  const { roles, version } = world;
  const { owner, schema, on, as } = change;
  const may = version < 16 ? roles.isSuperuser(as) || roles.isMemberOf(as, owner) : roles.hasPrivilegesOf(as, owner);
  if (!may) throw new Refused('42501');
  const start = schema === undefined ? untouched(on, owner, version) : [];
  const row = world.defaults.find((each) => sameFuture(each, change));
  const asked = bits(change.privileges, on, version);
  const grants = change.do === 'grant default';
  const acl = change.grantees.reduce<Acl>((now, grantee) => {
    const item: AclItem = {
      grantee,
      grantor: owner,
      held: grants || !change.option ? asked : 0,
      options: !grants || change.option ? asked : 0,
    };
    return grants ? granted(now, item, owner, roles) : revoked(now, item, owner, roles, false);
  }, row?.acl ?? start);
  const others = world.defaults.filter((each) => each !== row);
  if (sameAcl(acl, start)) return { ...world, defaults: others };
  return { ...world, defaults: [...others, { owner, on, acl, ...(schema !== undefined && { schema }) }] };
}

function sameFuture(one: Default, other: Pick<Default, 'owner' | 'schema' | 'on'>): boolean {
  return one.owner === other.owner && one.schema === other.schema && one.on === other.on;
}

/** A new object gets what the default privileges say (`get_user_default_acl`). */
function withNew(world: World, { as: owner, kind, schema, name }: Extract<Statement, { do: 'create' }>): World {
  const { roles, version } = world;
  requires(world, owner, schema, 'CREATE');
  const row = (where: string | undefined) =>
    world.defaults.find((each) => each.owner === owner && each.schema === where && each.on === kind)?.acl;
  const start = untouched(kind, owner, version);
  const acl = merged(row(undefined) ?? start, row(schema) ?? [], owner, roles);
  const made: Thing = { kind, schema, name, owner, acl: sameAcl(acl, start) ? null : acl };
  const columns = (COLUMNS[kind] ?? []).map((each) => columnOf(made, each));
  return { ...world, things: [...world.things, made, ...columns] };
}

/** The system's own columns, which every table has; PostgreSQL looks through them, too. */
const SYSTEM = ['tableoid', 'cmax', 'xmax', 'cmin', 'xmin', 'ctid'];
const COLUMNS: Partial<Record<Kind, readonly string[]>> = {
  table: [...SYSTEM, 'x', 'y', 'z'],
  sequence: [...SYSTEM, 'last_value', 'log_cnt', 'is_called'],
};

function columnOf({ schema, name, owner }: Thing, column: string): Thing {
  const kind: Kind = 'column';
  return { kind, ...(schema !== undefined && { schema }), table: name, name: column, owner, acl: null };
}
