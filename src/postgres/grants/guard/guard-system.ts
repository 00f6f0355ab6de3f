import { builtInPublicBits, type DeclaredGrants, namesOf, PUBLIC } from '../../../metadata';
import { type Problem, problem } from '../../../problem';
import { labelsFolded } from '../found/found';
import { isSystemSchema, type Target } from '../found/found-index';
import { type Held, heldByGrantee } from '../found/held';
import type { Wanted } from '../resolve/resolve-grants';
import { granteePaths } from './guard-grantees';

/** What came with the system or an extension is never taken away: an entry that gives less of it is told. */
export function guardSystem(declared: DeclaredGrants, { grants, named }: Wanted): Problem[] {
  const paths = granteePaths(declared);
  const cameWith = initialHoldings();
  return [...grants].flatMap(([grantee, mine]) => {
    const kept: { head: string; target: Target }[] = [];
    for (const [target, { privileges }] of mine) {
      // What an additive entry does not name it would not take, save where it says that there must be nothing.
      if (declared.mode === 'additive' && privileges !== 0) continue;
      const stays = cameWith(target, grantee, named.has(target)) & ~privileges;
      if (stays !== 0) kept.push({ head: `${namesOf(stays).join(', ')} on `, target });
    }
    const [first] = kept;
    if (first === undefined) return [];
    const isRefused = kept.some(({ target }) => named.has(target) || isOfSystem(target));
    const lines = labelsFolded(kept);
    const who = grantee === PUBLIC ? 'PUBLIC' : grantee;
    return [
      problem(
        'GRANT_OF_SYSTEM',
        paths.get(grantee) ?? ['grants'],
        `${who} holds what came with PostgreSQL or an extension, which is never taken away`,
        {
          severity: isRefused ? 'error' : 'warning',
          value: lines.length > 20 ? [...lines.slice(0, 20), `... and ${lines.length - 20} more`] : lines,
          next: 'Leave it out of what is declared for this grantee; members of extensions are left out by extensions = "skip", other objects of a schema by except.',
        },
      ),
    ];
  });
}

/** What a grantee was given by the system; whoever means all of a schema of the system means its built-in rights, too. */
function initialHoldings(): (target: Target, grantee: string, isNamed: boolean) => number {
  // Each access list is gone over once, for all of its grantees.
  const known = new Map<Target, ReadonlyMap<string, Held>>();
  const initialOf = (target: Target) => {
    const held = known.get(target) ?? heldByGrantee(target.entries.filter(({ initial }) => initial));
    known.set(target, held);
    return held;
  };
  return (target, grantee, isNamed) => {
    const initial = initialOf(target).get(grantee)?.privileges ?? 0;
    if (grantee !== PUBLIC || isNamed || !target.pristine || !isSystemSchema(target.schema)) return initial;
    return initial | builtInPublicBits(target.kind);
  };
}

function isOfSystem({ kind, schema, name }: Target): boolean {
  return isSystemSchema(kind === 'schema' ? name : schema);
}
