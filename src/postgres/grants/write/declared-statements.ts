import {
  allBits,
  bitsOf,
  type DeclaredGrants,
  type DefaultPrivilegePiece,
  defaultPrivilegePieces,
  type GrantPiece,
  grantPieces,
  hasSignature,
  holdsUnknown,
  livesInSchema,
  namesOf,
  parseSignature,
  spellPrivilege,
  targetKind,
} from '../../../metadata';
import type { DefaultChange } from '../changes';
import { foldDefaults } from './fold-defaults';
import { addPair, foldPairs } from './fold-pairs';
import type {
  DefaultPrivilegeStatement,
  GrantStatement,
  LeftOut,
  NamedObject,
  PrivilegeStatement,
  PrivilegesOn,
} from './grant-statement';
import { renderPrivileges } from './render-statement';

/**
 * The statements of a declaration alone: the GRANT of each entry and the REVOKE of each that has an empty list, folded.
 * What touches an unknown value is skipped. Pure, and without any server: the same whenever it is asked for.
 */
export function declaredStatements({ database, grants, default_privileges }: DeclaredGrants): GrantStatement[] {
  const known = <Entry>(entries: Readonly<Record<string, Entry>> = {}) =>
    Object.fromEntries(Object.entries(entries).filter(([, each]) => !holdsUnknown(each)));
  return pieceStatements({
    database,
    grants: grantPieces(known(grants)),
    defaults: defaultPrivilegePieces(known(default_privileges)),
  });
}

/** A declaration taken apart, or a part of one. */
export interface Pieces {
  readonly database: string;
  readonly grants: readonly GrantPiece[];
  readonly defaults: readonly DefaultPrivilegePiece[];
}

/** The statements of pieces of a declaration. */
export function pieceStatements({ database, grants, defaults }: Pieces): GrantStatement[] {
  const all = defaults.filter(({ privileges }) => saysAll(privileges));
  const some = defaults.filter(({ privileges }) => !saysAll(privileges));
  const written = [
    ...foldLines(linesOf(grants, database)),
    ...foldDefaults(some.map(asDefaultChange)),
    ...foldDefaults(all.map(asDefaultChange)).map(withAll),
  ];
  return written.sort((a, b) => rank(a) - rank(b));
}

function rank({ action }: PrivilegeStatement | DefaultPrivilegeStatement): number {
  return action === 'grant' ? 1 : 0;
}

/** Where an entry acts: an object, or all of a schema. */
type Spot = { readonly object: NamedObject } | { readonly schema: string; readonly except: LeftOut | undefined };

/** Everything one grantee is given, or has taken, on one spot in one manner. */
interface Line {
  readonly action: 'grant' | 'revoke';
  readonly on: GrantPiece['on'];
  readonly withGrantOption: boolean;
  readonly grantee: string;
  readonly spot: Spot;
  /** By the columns, as a text; the empty one is the whole object. */
  readonly privileges: Map<string, Said>;
}

interface Said {
  readonly bits: number;
  /** Whether it was said in one word. */
  readonly all: boolean;
  readonly columns: readonly string[] | undefined;
}

/** The entries by grantee and spot: several that say something of the same come together. */
function linesOf(entries: readonly GrantPiece[], database: string): Line[] {
  const lines = new Map<string, Line>();
  for (const entry of entries) {
    const action = entry.privileges.length === 0 ? 'revoke' : 'grant';
    const withGrantOption = action === 'grant' && entry.with_grant_option === true;
    const kind = targetKind(entry.on, entry.columns != null);
    const all = saysAll(entry.privileges);
    const bits = all ? allBits(kind) : bitsOf(entry.privileges, kind, Number.POSITIVE_INFINITY);
    const columns = entry.columns ?? undefined;
    for (const spot of spotsOf(entry, database)) {
      const { on, grantee } = entry;
      const key = JSON.stringify([action, withGrantOption, kind, on, grantee, spot]);
      const line = lines.get(key) ?? { action, on, withGrantOption, grantee, spot, privileges: new Map() };
      lines.set(key, line);
      const columnsKey = JSON.stringify(columns ?? null);
      const before = line.privileges.get(columnsKey);
      line.privileges.set(columnsKey, { bits: bits | (before?.bits ?? 0), all: all || before?.all === true, columns });
    }
  }
  return [...lines.values()];
}

function spotsOf(entry: GrantPiece, database: string): Spot[] {
  const { on, objects } = entry;
  if (on === 'database') return [{ object: { name: database } }];
  if (!livesInSchema(on)) {
    return (objects ?? []).map((name) => ({ object: { name: on === 'parameter' ? name.toLowerCase() : name } }));
  }
  const schema = entry.schema ?? '';
  if (objects != null) return objects.map((name) => ({ object: objectIn(schema, name, on) }));
  const left = (entry.except ?? []).map((name) => objectIn(schema, name, on));
  const extensions = entry.extensions === 'skip';
  return [{ schema, except: left.length > 0 || extensions ? { objects: left, extensions } : undefined }];
}

function objectIn(schema: string, name: string, on: GrantPiece['on']): NamedObject {
  if (!hasSignature(on)) return { schema, name };
  const signature = parseSignature(name);
  const own = signature.name.startsWith(`${schema}.`) ? signature.name.slice(schema.length + 1) : signature.name;
  const quoted = /^"((?:[^"]|"")+)"$/.exec(own)?.[1]?.replaceAll('""', '"');
  return { schema, name: quoted ?? own, written: signature.args ?? null };
}

function foldLines(lines: readonly Line[]): PrivilegeStatement[] {
  const buckets = new Map<string, { first: Line; privileges: PrivilegesOn[]; pairs: Map<string, number[]> }>();
  const spots: Spot[] = [];
  const numbers = new Map<string, number>();
  for (const line of lines) {
    const text = JSON.stringify(line.spot);
    const number = numbers.get(text) ?? spots.push(line.spot) - 1;
    numbers.set(text, number);
    const privileges = privilegesOf(line);
    const key = JSON.stringify([line.action, line.withGrantOption, line.on, renderPrivileges(privileges)]);
    const bucket = buckets.get(key) ?? { first: line, privileges, pairs: new Map<string, number[]>() };
    buckets.set(key, bucket);
    addPair(bucket.pairs, line.grantee, number);
  }
  return [...buckets.values()].flatMap(({ first: { action, on, withGrantOption }, privileges, pairs }) =>
    foldPairs(pairs).flatMap(({ grantees, objects }) =>
      placesOf(objects.flatMap((each) => spots[each] ?? [])).map(
        (place): PrivilegeStatement => ({
          do: 'change privileges',
          action,
          on,
          ...place,
          privileges,
          grantees,
          grantor: null,
          withGrantOption,
          cascade: false,
        }),
      ),
    ),
  );
}

function privilegesOf({ privileges }: Line): PrivilegesOn[] {
  return [...privileges.values()].map(({ bits, all, columns }) => ({
    names: all ? ['ALL'] : namesOf(bits),
    ...(columns !== undefined && { columns }),
  }));
}

/** An empty list says that nothing must be held. */
function saysAll(privileges: readonly string[]): boolean {
  return privileges.length === 0 || privileges.some((each) => spellPrivilege(each) === 'ALL');
}

/** Whole schemas in one statement, those of which something is left out each by themselves, objects by name in another. */
function placesOf(spots: readonly Spot[]): Pick<PrivilegeStatement, 'schemas' | 'objects' | 'except'>[] {
  const objects = spots.flatMap((each) => ('object' in each ? [each.object] : []));
  const whole = spots.flatMap((each) => ('schema' in each ? [each] : []));
  const plain = whole.filter(({ except }) => except === undefined).map(({ schema }) => schema);
  return [
    ...(plain.length > 0 ? [{ schemas: plain, objects: null }] : []),
    ...whole.flatMap(({ schema, except }) =>
      except === undefined ? [] : [{ schemas: [schema], objects: null, except }],
    ),
    ...(objects.length > 0 ? [{ schemas: null, objects }] : []),
  ];
}

function asDefaultChange(entry: DefaultPrivilegePiece): DefaultChange {
  const { owner, schema, grantee, privileges } = entry;
  const on = entry.on === 'routine' ? 'function' : entry.on;
  const takes = privileges.length === 0;
  return {
    action: takes ? 'revoke' : 'grant',
    owner,
    ...(schema != null && { schema }),
    on,
    grantee,
    privileges: saysAll(privileges) ? allBits(on) : bitsOf(privileges, on, Number.POSITIVE_INFINITY),
    grantable: !takes && entry.with_grant_option === true,
  };
}

function withAll(statement: DefaultPrivilegeStatement): DefaultPrivilegeStatement {
  return { ...statement, privileges: ['ALL'] };
}
