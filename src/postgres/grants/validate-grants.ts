import { type Path, type Problem, problem } from '../../problem';
import {
  DEFAULT_KINDS,
  type DefaultKind,
  kindLabel,
  NEWEST_VERSION,
  OBJECT_KINDS,
  privilegeKind,
  privilegesOf,
  spellPrivilege,
  type TargetKind,
} from '../privileges';
import {
  type DeclaredGrants,
  type DefaultPrivilegeEntry,
  type GrantEntry,
  livesInSchema,
  PUBLIC,
  touchesUnknown,
} from './declared';
import { parseSignature } from './signature';

/** How values that are not known yet are told apart. */
export interface ValidateGrantsOptions {
  /** Default: the marker `Symbol.for('terraform:unknown')`, anywhere in the value. */
  isUnknown?: (value: unknown) => boolean;
  /** `server_version_num`; default: the newest server that this package knows. */
  serverVersion?: number;
}

/**
 * Everything wrong with declared grants that can be told without a server. What touches an unknown value is skipped.
 */
export function validateGrants(declared: DeclaredGrants, options: ValidateGrantsOptions = {}): Problem[] {
  const isUnknown = options.isUnknown ?? touchesUnknown;
  const version = options.serverVersion ?? NEWEST_VERSION;
  const problems: Problem[] = [];
  if (!isUnknown(declared.database) && !declared.database) {
    problems.push(problem('MISSING_VALUE', ['database'], 'The database is not named'));
  }
  if (!isUnknown(declared.mode) && declared.mode != null && !['authoritative', 'additive'].includes(declared.mode)) {
    problems.push(
      problem('INVALID_VALUE', ['mode'], 'There is no such mode', {
        value: declared.mode,
        allowed: 'authoritative, additive',
      }),
    );
  }
  const check: Check = { isUnknown, version, problems };
  const grants = isUnknownList(declared.grants) ? [] : (declared.grants ?? []);
  const defaults = isUnknownList(declared.default_privileges) ? [] : (declared.default_privileges ?? []);
  grants.forEach((entry, index) => {
    if (typeof entry === 'object') checkGrant(check, entry, ['grants', index]);
  });
  defaults.forEach((entry, index) => {
    if (typeof entry === 'object') checkDefault(check, entry, ['default_privileges', index]);
  });
  checkRepeats(check, grants.map(grantSlots), 'grants');
  checkRepeats(check, defaults.map(defaultSlots), 'default_privileges');
  return problems;

  // The slots of an entry are what it speaks of: two entries with a slot in common are looked at together.
  function grantSlots(entry: GrantEntry): Slots | undefined {
    if (isUnknown(entry)) return undefined;
    const where = [entry.grantee, entry.on === 'routine' ? 'function' : entry.on, entry.schema ?? ''];
    const objects = entry.on === 'database' ? [''] : (entry.objects ?? ['']);
    const columns = entry.columns ?? [''];
    const keys = objects.flatMap((object) => columns.map((column) => JSON.stringify([...where, object, column])));
    return { keys, what: `${entry.grantee} on ${kindLabel(entry.on)}`, privileges: entry.privileges };
  }

  function defaultSlots(entry: DefaultPrivilegeEntry): Slots | undefined {
    if (isUnknown(entry)) return undefined;
    const on = entry.on === 'routine' ? 'function' : entry.on;
    const keys = [JSON.stringify([entry.grantee, entry.owner, entry.schema ?? '', on])];
    return { keys, what: `${entry.grantee} on future objects of ${entry.owner}`, privileges: entry.privileges };
  }
}

interface Check {
  isUnknown: (value: unknown) => boolean;
  version: number;
  problems: Problem[];
}

interface Slots {
  keys: string[];
  what: string;
  privileges: readonly string[];
}

function isUnknownList(value: unknown): boolean {
  return value != null && !Array.isArray(value);
}

function checkGrant(check: Check, entry: GrantEntry, path: Path): void {
  const { problems, isUnknown } = check;
  checkName(check, entry.grantee, [...path, 'grantee'], 'The grantee');
  if (isUnknown(entry.on)) return;
  if (!OBJECT_KINDS.includes(entry.on)) {
    problems.push(
      problem('INVALID_VALUE', [...path, 'on'], 'There is no such kind of object', {
        value: entry.on,
        allowed: OBJECT_KINDS.join(', '),
      }),
    );
    return;
  }
  checkPlace(check, entry, path);
  checkColumns(check, entry, path);
  if (isUnknown(entry.columns)) return;
  checkPrivileges(check, entry, privilegeKind(entry.on, entry.columns != null && entry.columns.length > 0), path);
}

function checkPlace(check: Check, entry: GrantEntry, path: Path): void {
  const { problems, isUnknown } = check;
  const label = kindLabel(entry.on);
  if (!isUnknown(entry.schema)) {
    if (livesInSchema(entry.on)) {
      checkName(check, entry.schema, [...path, 'schema'], `The schema of the ${label}s`);
    } else if (entry.schema != null) {
      const next = entry.on === 'schema' ? 'Put the name of the schema into objects.' : 'Leave schema out.';
      problems.push(
        problem('CONFLICTING_VALUES', [...path, 'schema'], `A ${label} lives in no schema`, {
          value: entry.schema,
          next,
        }),
      );
    }
  }
  if (touchesUnknownHere(entry.objects)) return;
  const objects = entry.objects ?? undefined;
  if (entry.on === 'database') {
    if (objects !== undefined) {
      problems.push(
        problem('CONFLICTING_VALUES', [...path, 'objects'], 'A grant on the database names no objects', {
          value: objects,
          next: "Leave objects out: the database is the resource's own `database`.",
        }),
      );
    }
    return;
  }
  if (objects === undefined) {
    if (livesInSchema(entry.on)) return;
    problems.push(problem('MISSING_VALUE', [...path, 'objects'], `A grant on a ${label} must name its objects`));
    return;
  }
  if (objects.length === 0) {
    problems.push(
      problem('INVALID_VALUE', [...path, 'objects'], 'The list of objects is empty', {
        next: livesInSchema(entry.on) ? `Leave objects out for every ${label} of the schema.` : `Name the ${label}s.`,
      }),
    );
  }
  const seen = new Set<string>();
  objects.forEach((object, index) => {
    if (isUnknown(object)) return;
    const at = [...path, 'objects', index];
    checkName(check, object, at, `The ${label}`);
    if (seen.has(object)) {
      problems.push(problem('GRANT_DUPLICATE', at, `The ${label} is named twice in one entry`, { value: object }));
    }
    seen.add(object);
    if (entry.on === 'large_object' && typeof object === 'string' && !/^[1-9]\d{0,9}$/.test(object)) {
      problems.push(
        problem('INVALID_VALUE', at, 'A large object is named by its oid', { value: object, allowed: 'digits' }),
      );
    }
    if (['function', 'procedure', 'routine'].includes(entry.on) && typeof object === 'string' && object !== '') {
      const fault = parseSignature(object).fault;
      if (fault !== undefined) {
        problems.push(
          problem('GRANT_SIGNATURE', at, fault, {
            value: object,
            allowed: 'name(type, ...), as in "add(integer, text)"',
          }),
        );
      }
    }
  });
}

function touchesUnknownHere(value: unknown): boolean {
  return value != null && !Array.isArray(value);
}

function checkColumns(check: Check, entry: GrantEntry, path: Path): void {
  const { problems, isUnknown } = check;
  if (touchesUnknownHere(entry.columns) || entry.columns == null) return;
  const at = [...path, 'columns'];
  if (entry.on !== 'table') {
    problems.push(
      problem('CONFLICTING_VALUES', at, `A ${kindLabel(entry.on)} has no columns`, {
        value: entry.columns,
        next: 'Leave columns out, or make the entry on = "table".',
      }),
    );
    return;
  }
  if (entry.objects == null) {
    problems.push(
      problem('MISSING_VALUE', [...path, 'objects'], 'A grant on columns must name its tables', {
        next: 'Name the tables that have these columns, or leave columns out.',
      }),
    );
  }
  if (entry.columns.length === 0) {
    problems.push(
      problem('INVALID_VALUE', at, 'The list of columns is empty', { next: 'Leave columns out for the whole table.' }),
    );
  }
  const seen = new Set<string>();
  entry.columns.forEach((column, index) => {
    if (isUnknown(column)) return;
    checkName(check, column, [...at, index], 'The column');
    if (seen.has(column)) {
      problems.push(
        problem('GRANT_DUPLICATE', [...at, index], 'The column is named twice in one entry', { value: column }),
      );
    }
    seen.add(column);
  });
}

function checkDefault(check: Check, entry: DefaultPrivilegeEntry, path: Path): void {
  const { problems, isUnknown } = check;
  checkName(check, entry.grantee, [...path, 'grantee'], 'The grantee');
  checkName(check, entry.owner, [...path, 'owner'], 'The owner');
  if (entry.owner === PUBLIC) {
    problems.push(
      problem('INVALID_VALUE', [...path, 'owner'], 'PUBLIC owns nothing', { value: PUBLIC, allowed: "a role's name" }),
    );
  }
  if (isUnknown(entry.on)) return;
  if (!DEFAULT_KINDS.includes(entry.on as DefaultKind)) {
    problems.push(
      problem('INVALID_VALUE', [...path, 'on'], 'There are no default privileges on this kind of object', {
        value: entry.on,
        allowed: DEFAULT_KINDS.join(', '),
      }),
    );
    return;
  }
  if (!isUnknown(entry.schema) && entry.schema != null) {
    if (entry.on === 'schema' || entry.on === 'large_object') {
      problems.push(
        problem('CONFLICTING_VALUES', [...path, 'schema'], `A ${kindLabel(entry.on)} lives in no schema`, {
          value: entry.schema,
          next: `Leave schema out: default privileges on ${kindLabel(entry.on)}s hold for the whole database.`,
        }),
      );
    } else checkName(check, entry.schema, [...path, 'schema'], 'The schema');
  }
  if (entry.on === 'large_object' && check.version < 180000) {
    problems.push(
      problem(
        'GRANT_PRIVILEGE_UNKNOWN',
        [...path, 'on'],
        'Default privileges on large objects exist from PostgreSQL 18',
      ),
    );
  }
  checkPrivileges(check, entry, privilegeKind(entry.on, false), path);
}

function checkPrivileges(check: Check, entry: GrantEntry | DefaultPrivilegeEntry, kind: TargetKind, path: Path): void {
  const { problems, isUnknown, version } = check;
  if (!isUnknown(entry.with_grant_option) && entry.with_grant_option === true && entry.grantee === PUBLIC) {
    problems.push(
      problem('GRANT_OPTION_TO_PUBLIC', [...path, 'with_grant_option'], 'PUBLIC can hold no grant option', {
        allowed: 'false',
        next: 'Give the grant option to a role.',
      }),
    );
  }
  if (entry.privileges == null) {
    problems.push(
      problem('MISSING_VALUE', [...path, 'privileges'], 'The privileges are missing', {
        next: 'Give a list; an empty one says that the grantee must hold nothing.',
      }),
    );
    return;
  }
  if (!Array.isArray(entry.privileges)) return;
  const allowed = privilegesOf(kind, version);
  const seen = new Set<string>();
  entry.privileges.forEach((written: unknown, index: number) => {
    if (isUnknown(written)) return;
    const at = [...path, 'privileges', index];
    const name = typeof written === 'string' ? spellPrivilege(written) : '';
    if (name !== 'ALL' && !allowed.includes(name as never)) {
      const newer = privilegesOf(kind).includes(name as never);
      problems.push(
        problem(
          'GRANT_PRIVILEGE_UNKNOWN',
          at,
          newer
            ? `PostgreSQL ${Math.floor(version / 10000)} has no privilege ${name} on a ${kindLabel(kind)} yet`
            : `There is no such privilege on a ${kindLabel(kind)}`,
          { value: written, allowed: allowed.length > 0 ? [...allowed, 'ALL'].join(', ') : 'none on this server' },
        ),
      );
    }
    if (seen.has(name)) {
      problems.push(problem('GRANT_DUPLICATE', at, 'The privilege is named twice in one entry', { value: written }));
    }
    seen.add(name);
  });
}

/** Within one resource: no privilege twice for one grantee and object, no empty list beside a full one. */
function checkRepeats(check: Check, all: readonly (Slots | undefined)[], list: string): void {
  const taken = new Map<string, { index: number; names: Set<string> }[]>();
  all.forEach((slots, index) => {
    if (slots === undefined || !Array.isArray(slots.privileges)) return;
    const names = new Set(slots.privileges.map((each) => spellPrivilege(String(each))));
    for (const key of slots.keys) {
      const others = taken.get(key) ?? [];
      for (const other of others) {
        if (other.index === index) continue;
        const fault = clash(names, other.names);
        if (fault === undefined) continue;
        check.problems.push(
          problem('GRANT_DUPLICATE', [list, index], `${slots.what}: ${fault} ${list}[${other.index}]`, {
            next: 'Keep one entry for each grantee, object and privilege.',
          }),
        );
        return;
      }
      taken.set(key, [...others, { index, names }]);
    }
  });
}

function clash(names: ReadonlySet<string>, other: ReadonlySet<string>): string | undefined {
  if (names.size === 0 && other.size === 0) return 'the same is said by';
  if (names.size === 0 || other.size === 0) return 'the empty list contradicts';
  if (names.has('ALL') || other.has('ALL')) return 'ALL already says what is said by';
  const both = [...names].filter((each) => other.has(each));
  return both.length > 0 ? `${both.join(', ')} is given already by` : undefined;
}

function checkName(check: Check, value: unknown, path: Path, what: string): void {
  if (check.isUnknown(value)) return;
  if (typeof value !== 'string' || value === '') {
    check.problems.push(problem('MISSING_VALUE', path, `${what} is not named`));
  } else if (value.includes('\0')) {
    check.problems.push(problem('INVALID_VALUE', path, `${what} holds a NUL character, which no name can`));
  }
}
