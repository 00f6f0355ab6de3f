import { type DeclaredGrants, defaultPrivilegePieces, grantPieces, isUnknown } from '../../metadata';
import { refuseBeyond, refuseUnapproved } from '../../postgres/beyond-review';
import { beyondReview, type GrantStatement, type GrantsPlan, overReview, pieceStatements } from '../../postgres/grants';
import { ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { ResourceState } from '../handler-resource';
import { declaredOf } from './declared';
import { keptCatalogs, keptReplaced, keptReviewed, keptTaken } from './private-data';
import { rolesMade } from './roles-of-run';
import { takingOf } from './taking';

/**
 * What stops an apply under the lock: taking what nobody said may be taken, and doing more than was shown.
 *
 * @param before what was declared before; undefined for a create, whose declaration is all that was shown
 */
export function refusal(
  { values, private: kept }: ResourceState,
  before: DeclaredGrants | undefined,
  context: HandlerContext,
): (plan: GrantsPlan) => void {
  const declared = declaredOf(values);
  const server = String(values.server);
  const isReviewed = !isUnknown(values.statements);
  const mayTake = values.take_over === true || !context.run.needsTakeOver;
  const takes = refuseTaking(declared, server, {
    allowed: mayTake,
    announced: keptTaken(kept),
    before,
    // What is to be destroyed only after this may be taken by it.
    replaced: keptReplaced(kept),
  });
  if (!context.run.terraform) {
    return (plan) => {
      takes(plan);
      if (isReviewed) refuseBeyond(beyondReview(plan.changes, keptReviewed(kept)));
    };
  }
  if (before === undefined || !isReviewed) return takes;
  const reviewed = [
    ...keptReviewed(kept),
    ...ofRoles(declared, rolesMade(declared, keptCatalogs(kept), context.run.on(server))),
  ];
  const seen = new Set(keptCatalogs(kept)?.found.targets.map(({ oid, kind }) => `${kind} ${oid}`));
  return (plan) => {
    takes(plan);
    refuseBeyond(overReview(plan.changes, reviewed, { before, seen }));
  };
}

/** @param how as `takingOf` has it; `announced`: what the plan said will be taken, where it could be handed on */
function refuseTaking(
  declared: DeclaredGrants,
  server: string,
  { announced, ...how }: Parameters<typeof takingOf>[3] & { readonly announced: readonly string[] | undefined },
): (plan: GrantsPlan) => void {
  return ({ changes }) => {
    const { lines, problems } = takingOf(changes, declared, server, how);
    if (!how.allowed && problems.length > 0) throw new ProblemError(problems);
    if (announced) refuseBeyond(lines.filter((line) => !announced.includes(line)));
  };
}

/** A role that this run made anew has lost what the plan took it to hold: all that is declared for it may be given. */
function ofRoles(
  { database, grants, default_privileges }: DeclaredGrants,
  made: ReadonlySet<string>,
): GrantStatement[] {
  return pieceStatements({
    database,
    grants: grantPieces(grants).filter(({ grantee }) => made.has(grantee)),
    defaults: defaultPrivilegePieces(default_privileges).filter(
      ({ grantee, owner }) => made.has(grantee) || made.has(owner),
    ),
  });
}

/** What stops an apply that goes beyond the review of the whole run, where there is one. @throws ProblemError */
export function refuseUnapprovedGrants(
  server: string,
  database: string,
  context: HandlerContext,
): (plan: GrantsPlan) => void {
  const approved = context.approved()?.grants(server, database);
  return ({ changes }) => {
    if (approved) refuseUnapproved(beyondReview(changes, approved));
  };
}
