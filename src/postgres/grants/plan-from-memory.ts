import {
  type DeclaredGrants,
  type DefaultPrivilegePiece,
  defaultPrivilegePieces,
  type GrantEntry,
  type GrantPiece,
  grantPieces,
  holdsUnknown,
} from '../../metadata';
import { planActing } from './act/acting';
import { type AlreadyHeld, withoutAlreadyHeld } from './already-held';
import { beyond } from './beyond-review';
import { type Changes, isEmpty } from './changes';
import { diffGrants } from './diff/diff-grants';
import type { FoundGrants } from './found/found';
import { type FoundIndex, indexFound } from './found/found-index';
import { resolveGrants } from './resolve/resolve-grants';
import { resolveTargets } from './resolve/resolve-targets';
import { type Pieces, pieceStatements } from './write/declared-statements';
import type { GrantStatement } from './write/grant-statement';
import { writeGrants } from './write/write-grants';

/** Catalogs that were read for an earlier declaration of the same resource. */
export interface Memory {
  readonly found: FoundGrants;
  /** The grantees whose privileges were read. */
  readonly grantees: readonly string[];
}

/**
 * The statements of a change, from what was read before and nothing else: exact where the memory knows grantee and objects,
 * and as declared where it does not - for a grantee that joins, or an object that may be made meanwhile. Pure: Terraform's
 * second plan comes to the same.
 */
export function planFromMemory(
  declared: DeclaredGrants,
  memory: Memory,
  prior: DeclaredGrants,
  held: AlreadyHeld,
): GrantStatement[] {
  const index = indexFound(memory.found, declared.ignore_grantors);
  const news = pieceStatements(unknownPart(declared, index, new Set(memory.grantees)));
  const { wanted } = resolveGrants(declared, index);
  const ownedBefore = withoutAlreadyHeld(resolveGrants(prior, index).wanted, held);
  const all = diffGrants(wanted, index, { mode: declared.mode ?? 'authoritative', ownedBefore });
  const changes = withoutNews(all, news);
  const exact = isEmpty(changes) ? [] : writeGrants(changes, planActing(changes, index), index);
  return [...exact, ...news];
}

/** The changes without the grants that are written as declared. */
function withoutNews(changes: Changes, news: readonly GrantStatement[]): Changes {
  if (news.length === 0) return changes;
  const left = beyond({ ...changes, chains: [], losses: [] }, news);
  // What is in a chain is there because of a revoke: its order matters, and the objects themselves tell who is meant.
  const chained = new Set(changes.chains.flat(2));
  const kept = new Set(
    left.acl.map(({ target, grantee, action }) => JSON.stringify([target.position, grantee, action])),
  );
  const acl = changes.acl.filter(
    (each) =>
      each.action !== 'grant' ||
      chained.has(each) ||
      kept.has(JSON.stringify([each.target.position, each.grantee, each.action])),
  );
  const defaults = [...changes.defaults.filter(({ action }) => action !== 'grant'), ...left.defaults.filter(isGrant)];
  return { ...changes, acl, defaults };
}

function isGrant({ action }: { readonly action: string }): boolean {
  return action === 'grant';
}

/** The part of a declaration of which the memory cannot tell what is there. */
function unknownPart(declared: DeclaredGrants, index: FoundIndex, grantees: ReadonlySet<string>): Pieces {
  const complete = new Set(index.found.complete.map((each) => JSON.stringify(each)));
  const resolved = new Map<string, boolean>();
  const isThere = (piece: GrantPiece, objects: readonly string[] | undefined) => {
    const { on, schema, columns, except, extensions } = piece;
    const key = JSON.stringify([on, schema, objects, columns, except, extensions]);
    const known = resolved.get(key) ?? resolveTargets(entryOf(piece, objects), index, []).problems.length === 0;
    resolved.set(key, known);
    return known;
  };
  return {
    database: declared.database,
    grants: grantPieces(declared.grants).flatMap((piece): GrantPiece[] => {
      if (holdsUnknown(piece)) return [];
      if (!grantees.has(piece.grantee)) return [piece];
      if (piece.objects == null) return isComplete(piece, complete) && isThere(piece, undefined) ? [] : [piece];
      const missing = piece.objects.filter((name) => !isThere(piece, [name]));
      return missing.length === 0 ? [] : [{ ...piece, objects: missing }];
    }),
    defaults: defaultPrivilegePieces(declared.default_privileges).filter(
      (piece) => !holdsUnknown(piece) && !knowsDefault(piece, index, grantees),
    ),
  };
}

function entryOf({ schema, grantee, ...rest }: GrantPiece, objects: readonly string[] | undefined): GrantEntry {
  return { ...rest, grantees: [grantee], ...(schema != null && { schemas: [schema] }), objects };
}

function isComplete({ on, schema }: GrantPiece, complete: ReadonlySet<string>): boolean {
  if (on === 'database') return true;
  const kinds = on === 'routine' ? ['function', 'procedure'] : [on];
  return kinds.every((kind) => complete.has(JSON.stringify([kind, schema])));
}

function knowsDefault(
  { owner, schema, grantee }: DefaultPrivilegePiece,
  index: FoundIndex,
  grantees: ReadonlySet<string>,
): boolean {
  const hasSchema = schema == null || index.named('schema', undefined, schema).length > 0;
  return grantees.has(grantee) && index.roles.has(owner) && hasSchema;
}
