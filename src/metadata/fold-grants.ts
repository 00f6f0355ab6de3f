import type { DefaultPrivilegeEntry, GrantEntry } from './grant-entries';
import { type Folded, labelled } from './grant-labels';
import type { DeclaredGrants } from './grants';

/** What one grantee may do in one place: the least that an entry of `grants` can say. */
export interface GrantPiece extends Omit<GrantEntry, 'grantees' | 'schemas'> {
  readonly grantee: string;
  readonly schema?: string | null | undefined;
}

/** What one grantee gets on future objects of one owner: the least that an entry of `default_privileges` can say. */
export interface DefaultPrivilegePiece extends Omit<DefaultPrivilegeEntry, 'owners' | 'schemas' | 'grantees'> {
  readonly owner: string;
  readonly grantee: string;
  readonly schema?: string | null | undefined;
}

/**
 * Gathers pieces into few entries, whatever order they come in: equal ones of several objects, then schemas, then
 * grantees become one. What is said twice of one place stands once. Labels are made of kinds and of what tells two
 * apart; a name that begins with NUL, which none can, stands for one not known yet and for itself in no label.
 */
export function foldGrants(pieces: readonly GrantPiece[]): Record<string, GrantEntry> {
  const single = pieces.flatMap((piece) => (piece.objects ?? [null]).map((object) => foldedOf(piece, object)));
  const folded = fold(single, ['privileges', 'objects', 'schemas', 'grantees']);
  return Object.fromEntries(labelled(folded).map(([label, each]) => [label, entryOf(each)]));
}

/** The same for default privileges, which are folded over owners too. */
export function foldDefaultPrivileges(pieces: readonly DefaultPrivilegePiece[]): Record<string, DefaultPrivilegeEntry> {
  const folded = fold(
    pieces.map((piece) => ({ ...foldedOf(piece, null), owners: [piece.owner] })),
    ['privileges', 'owners', 'schemas', 'grantees'],
  );
  return Object.fromEntries(
    labelled(folded).map(([label, { owners, ...each }]) => [
      label,
      { owners: owners ?? [], ...entryOf(each) } as DefaultPrivilegeEntry,
    ]),
  );
}

/** What entries say, piece by piece. */
export function grantPieces(entries: DeclaredGrants['grants'] = {}): GrantPiece[] {
  return Object.values(entries).flatMap(({ grantees, schemas, ...rest }) =>
    grantees.flatMap((grantee) => (schemas ?? [undefined]).map((schema) => ({ ...rest, grantee, schema }))),
  );
}

/** The same for default privileges. */
export function defaultPrivilegePieces(entries: DeclaredGrants['default_privileges'] = {}): DefaultPrivilegePiece[] {
  return Object.values(entries).flatMap(({ grantees, owners, schemas, ...rest }) =>
    grantees.flatMap((grantee) =>
      owners.flatMap((owner) => (schemas ?? [undefined]).map((schema) => ({ ...rest, owner, grantee, schema }))),
    ),
  );
}

type Collection = 'grantees' | 'owners' | 'schemas' | 'objects' | 'privileges';

function foldedOf(piece: GrantPiece | (DefaultPrivilegePiece & Partial<GrantPiece>), object: string | null): Folded {
  const { on, grantee, schema, columns, except, extensions, privileges, with_grant_option } = piece;
  return {
    on,
    grantees: [grantee],
    schemas: schema == null ? null : [schema],
    objects: object === null ? null : [object],
    columns: columns == null ? null : inOrder(columns),
    except: except == null ? null : inOrder(except),
    extensions: extensions ?? null,
    privileges: inOrder(privileges),
    option: with_grant_option === true,
  };
}

/** Makes one of those that differ in a single collection alone, collection by collection. */
function fold(all: readonly Folded[], over: readonly Collection[]): Folded[] {
  return over.reduce<readonly Folded[]>((items, collection) => {
    const alike = new Map<string, Folded[]>();
    for (const item of items) {
      // All of something is never one of several.
      const key = JSON.stringify({ ...item, [collection]: item[collection] == null });
      const some = alike.get(key);
      if (some === undefined) alike.set(key, [item]);
      else some.push(item);
    }
    return [...alike.values()].map((some) => {
      const [first] = some as [Folded];
      if (some.length === 1 || first[collection] == null) return first;
      return { ...first, [collection]: inOrder(some.flatMap((each) => each[collection] ?? [])) };
    });
  }, all) as Folded[];
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function entryOf({ on, grantees, schemas, objects, columns, except, extensions, privileges, option }: Folded) {
  return {
    grantees,
    on,
    ...(schemas && { schemas }),
    ...(objects && { objects }),
    ...(except && { except }),
    ...(extensions && { extensions }),
    ...(columns && { columns }),
    privileges,
    ...(option && { with_grant_option: true }),
  } as GrantEntry;
}
