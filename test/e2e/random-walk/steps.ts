import { linesOf, placesOf } from './catalog';
import {
  type Declared,
  type DefaultEntry,
  type Entry,
  type Grants,
  isSame,
  PRIVILEGES,
  SCHEMAS,
  TABLES,
} from './declared';
import type { Dice } from './dice';

/** What a step does beside changing the configuration. */
export interface Step {
  readonly what: string;
  /** Arguments of `plan` and `apply`. */
  readonly args?: readonly string[];
  /** An address to taint first. */
  readonly taint?: string;
}

type Change = (declared: Declared, dice: Dice, fresh: (role: string) => string) => Step | undefined;

/** How often each comes; the changes of every day more often than what makes a plan open. */
const WEIGHTS = {
  changePrivileges: 14,
  changeGrantees: 12,
  changeSchemas: 8,
  addEntry: 14,
  removeEntry: 8,
  changeDefaults: 8,
  addRole: 5,
  removeRole: 4,
  passRole: 3,
  renameRole: 3,
  replaceRole: 2,
  taintRole: 1,
  replaceGrants: 5,
  taintGrants: 4,
  trigger: 4,
  lifecycle: 4,
  move: 4,
  moveUntold: 2,
  mode: 3,
  unknown: 2,
  nothing: 3,
};

const ADDRESSES = ['a', 'b', 'c', 'd', 'e'];

/** Changes the configuration at random. */
export function randomStep(declared: Declared, dice: Dice, fresh: (role: string) => string): Step {
  for (;;) {
    const step = CHANGES[dice.weighed(WEIGHTS)](declared, dice, fresh);
    if (!step) continue;
    for (const grants of declared.grants.values()) dropRepetitions(grants, declared);
    return step;
  }
}

const CHANGES: Readonly<Record<keyof typeof WEIGHTS, Change>> = {
  changePrivileges(declared, dice) {
    const found = anEntry(declared, dice);
    if (!found) return undefined;
    const { label, entry } = found;
    entry.privileges = entry.on === 'sequence' && dice.oneIn(3) ? [] : dice.some(PRIVILEGES[entry.on]);
    entry.later &&= entry.privileges.length > 0;
    if (entry.on === 'table') entry.withGrantOption = dice.oneIn(6);
    return { what: `privileges of ${label}: ${entry.privileges}${entry.withGrantOption ? ' with grant option' : ''}` };
  },
  changeGrantees(declared, dice) {
    const found = anEntry(declared, dice);
    if (!found) return undefined;
    found.entry.grantees = dice.some(found.grants.mayName);
    return { what: `grantees of ${found.label}: ${JSON.stringify(found.entry.grantees)}` };
  },
  changeSchemas(declared, dice) {
    const found = anEntry(declared, dice);
    if (!found || found.entry.on === 'database') return undefined;
    found.entry.schemas = dice.some(SCHEMAS);
    if (found.entry.on === 'table') found.entry.objects = dice.oneIn(2) ? null : dice.some(TABLES);
    return { what: `schemas of ${found.label}: ${found.entry.schemas}, objects ${found.entry.objects}` };
  },
  addEntry(declared, dice) {
    const grants = aResource(declared, dice);
    if (!grants || grants.mayName.length === 0) return undefined;
    const label = `entry ${dice.number(1000)}`;
    grants.entries.set(label, randomEntry(grants, dice));
    return { what: `adds ${label}: ${JSON.stringify(grants.entries.get(label))}` };
  },
  removeEntry(declared, dice) {
    const found = anEntry(declared, dice);
    if (!found || found.grants.entries.size < 2) return undefined;
    found.grants.entries.delete(found.label);
    return { what: `removes ${found.label}` };
  },
  changeDefaults(declared, dice) {
    const grants = aResource(declared, dice);
    if (!grants || grants.mayName.length === 0) return undefined;
    const label = dice.pick([...grants.defaults.keys()]);
    if (label !== undefined && dice.oneIn(2)) {
      grants.defaults.delete(label);
      return { what: `removes ${label}` };
    }
    const entry: DefaultEntry = {
      grantees: dice.some(grants.mayName),
      schemas: dice.some(SCHEMAS),
      privileges: dice.some(PRIVILEGES.table),
    };
    grants.defaults.set('future tables', entry);
    return { what: `default privileges: ${JSON.stringify(entry)}` };
  },
  addRole(declared, dice, fresh) {
    if (declared.roles.size > 3) return undefined;
    // An address that was given up may be used again, in the same round too: then the role is renamed.
    const role = dice.pick(ADDRESSES.filter((each) => !declared.roles.has(each)));
    if (role === undefined) return undefined;
    declared.roles.set(role, fresh(role));
    const grants = aResource(declared, dice);
    if (!grants) return undefined;
    grants.mayName.push({ managed: role });
    const entry = dice.pick([...grants.entries.values()]);
    entry?.grantees.push({ managed: role });
    return { what: `makes the role ${role}` };
  },
  removeRole(declared, dice) {
    const role = dice.pick([...declared.roles.keys()]);
    if (role === undefined || declared.roles.size < 2) return undefined;
    declared.roles.delete(role);
    for (const grants of declared.grants.values()) leave(grants, role);
    return { what: `removes the role ${role} and its grants` };
  },
  passRole(declared, dice, fresh) {
    const from = aResource(declared, dice);
    const to = aResource(declared, dice);
    const role = dice.pick((from?.mayName ?? []).flatMap((each) => ('managed' in each ? [each.managed] : [])));
    if (!from || !to || from === to || role === undefined) return undefined;
    leave(from, role);
    to.mayName.push({ managed: role });
    dice.pick([...to.entries.values()])?.grantees.push({ managed: role });
    const isRenamed = dice.oneIn(2);
    if (isRenamed) declared.roles.set(role, fresh(role));
    return { what: `passes the role ${role} to another resource${isRenamed ? ' and renames it' : ''}` };
  },
  renameRole(declared, dice, fresh) {
    const role = dice.pick([...declared.roles.keys()]);
    if (role === undefined) return undefined;
    declared.roles.set(role, fresh(role));
    return { what: `renames the role ${role}` };
  },
  replaceRole: (declared, dice) => onRole(declared, dice, (address) => ({ args: [`-replace=${address}`] })),
  taintRole: (declared, dice) => onRole(declared, dice, (taint) => ({ taint })),
  replaceGrants: (declared, dice) => onGrants(declared, dice, (address) => ({ args: [`-replace=${address}`] })),
  taintGrants: (declared, dice) => onGrants(declared, dice, (taint) => ({ taint })),
  trigger(declared) {
    declared.trigger++;
    return { what: 'triggers a replacement' };
  },
  lifecycle(declared, dice) {
    const grants = aResource(declared, dice);
    if (!grants) return undefined;
    grants.createBeforeDestroy = dice.oneIn(2);
    grants.triggered = dice.oneIn(2);
    return { what: `create_before_destroy ${grants.createBeforeDestroy}, triggered ${grants.triggered}` };
  },
  move(declared, dice) {
    const renamed = otherAddress(declared, dice);
    if (renamed) declared.moved.push(renamed);
    return renamed && { what: `moves ${renamed[0]} to ${renamed[1]}` };
  },
  moveUntold(declared, dice) {
    const renamed = otherAddress(declared, dice);
    return renamed && { what: `moves ${renamed[0]} to ${renamed[1]} without a moved block` };
  },
  mode(declared, dice) {
    const grants = aResource(declared, dice);
    if (!grants) return undefined;
    grants.mode = grants.mode === 'additive' ? 'authoritative' : 'additive';
    return { what: `mode = ${grants.mode}` };
  },
  unknown(declared, dice) {
    const found = anEntry(declared, dice);
    if (!found || found.entry.privileges.length === 0) return undefined;
    found.entry.later = true;
    declared.later++;
    return { what: `the privileges of ${found.label} are known later` };
  },
  nothing: () => ({ what: 'nothing' }),
};

/** One alone is on sequences: it may come to say that nothing is held there. */
export function randomEntry({ mayName, entries }: Grants, dice: Dice): Entry {
  const sequence = [...entries.values()].some((each) => each.on === 'sequence') ? 0 : 1;
  const on = dice.weighed({ table: 6, sequence, schema: 2, database: 1 });
  return {
    on,
    grantees: dice.some(mayName),
    schemas: dice.some(SCHEMAS),
    objects: on === 'table' && dice.oneIn(2) ? dice.some(TABLES) : null,
    privileges: dice.some(PRIVILEGES[on]),
    withGrantOption: false,
    later: false,
  };
}

/** Takes out what says again what another entry says: that is refused. */
export function dropRepetitions({ entries }: Grants, declared: Declared): void {
  const said = new Set<string>();
  for (const [label, entry] of entries) {
    const lines = linesOf(entry.grantees, entry.privileges, placesOf(entry), declared);
    if (lines.some((each) => said.has(each))) entries.delete(label);
    else for (const each of lines) said.add(each);
  }
}

function aResource({ grants }: Declared, dice: Dice): Grants | undefined {
  return dice.pick([...grants.values()]);
}

function anEntry(declared: Declared, dice: Dice) {
  const grants = aResource(declared, dice);
  const found = grants && dice.pick([...grants.entries]);
  return found && { grants, label: found[0], entry: found[1] };
}

function onRole({ roles }: Declared, dice: Dice, how: (address: string) => Omit<Step, 'what'>): Step | undefined {
  const role = dice.pick([...roles.keys()]);
  const step = role === undefined ? undefined : how(`aponopg_role.${role}`);
  return step && { what: JSON.stringify(step), ...step };
}

function onGrants({ grants }: Declared, dice: Dice, how: (address: string) => Omit<Step, 'what'>): Step | undefined {
  const address = dice.pick([...grants.keys()]);
  const step = address === undefined ? undefined : how(`aponopg_grants.${address}`);
  return step && { what: JSON.stringify(step), ...step };
}

function otherAddress({ grants, moved }: Declared, dice: Dice): [string, string] | undefined {
  const from = dice.pick([...grants.keys()]);
  const held = from === undefined ? undefined : grants.get(from);
  if (from === undefined || !held) return undefined;
  const to = `${from.split('_')[0]}_${moved.length}_${dice.number(1e6)}`;
  grants.delete(from);
  grants.set(to, held);
  return [from, to];
}

/** Takes a role out of everything; what names nobody then goes. */
function leave(grants: Grants, managed: string): void {
  const stays = (each: Entry['grantees'][number]) => !isSame(each, { managed });
  grants.mayName.splice(0, grants.mayName.length, ...grants.mayName.filter(stays));
  for (const entries of [grants.entries, grants.defaults]) {
    for (const [label, entry] of entries) {
      entry.grantees = entry.grantees.filter(stays);
      if (entry.grantees.length === 0) entries.delete(label);
    }
  }
}
