import { type DeclaredGrants, defaultPrivilegePieces, grantPieces, isUnknown } from '../../metadata';
import { refuseBeyond, refuseUnapproved } from '../../postgres/beyond-review';
import {
  beyondReview,
  type GrantStatement,
  type GrantsPlan,
  overReview,
  pieceStatements,
  type Renames,
  renamedDeclared,
  renamedStatements,
  renderStatement,
} from '../../postgres/grants';
import { ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { PrivateData, ResourceState } from '../handler-resource';
import { declaredOf } from './declared';
import { keptCatalogs, keptReplaced, keptReviewed, keptTaken } from './private-data';
import { rolesMade } from './roles-of-run';
import { takingOf } from './taking';

/**
 * What stops an apply under the lock: taking what nobody said may be taken, doing more than was shown, and going beyond
 * the review of the whole run.
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
  const allowed = values.take_over === true || !context.run.needsTakeOver;
  const unapproved = refuseUnapprovedGrants(server, declared.database, context);
  const seen = new Set(keptCatalogs(kept)?.found.targets.map(({ oid, kind }) => `${kind} ${oid}`));
  return (plan) => {
    const { changes, renames } = plan;
    const then = before && renamedDeclared(before, renames);
    refuseTaking(plan, declared, server, {
      allowed,
      announced: keptTaken(kept),
      before: then,
      replaced: goingBy(kept, { server, database: declared.database }, context, renames),
    });
    if (!context.run.terraform) {
      const reviewed = keptReviewed(kept);
      if (isReviewed && !isWhat(reviewed, plan)) refuseBeyond(beyondReview(changes, reviewed));
    } else if (then !== undefined && isReviewed) {
      const made = rolesMade(declared, keptCatalogs(kept), context.run.on(server));
      const reviewed = [...underNewNames(keptReviewed(kept), renames), ...ofRoles(declared, made)];
      refuseBeyond(overReview(changes, reviewed, { before: then, seen }));
    }
    unapproved(plan);
  };
}

/** Whether a plan is word for word what was reviewed; then its thousands of changes need not be looked at one by one. */
function isWhat(reviewed: readonly GrantStatement[], { statements, changes }: GrantsPlan): boolean {
  const textOf = (all: readonly GrantStatement[]) => all.map(renderStatement).join(';\n');
  return changes.losses.length === 0 && textOf(reviewed) === textOf(statements);
}

/** What is to be destroyed only after this, or let go of by others, may be taken by it. */
export function goingBy(
  kept: PrivateData,
  { server, database }: { readonly server: string; readonly database: string },
  { run }: HandlerContext,
  renames: Renames,
): readonly DeclaredGrants[] {
  const going = run.terraform ? run.on(server).grants.goingIn(database) : [];
  return [...keptReplaced(kept), ...going].map((each) => renamedDeclared(each, renames));
}

/** What is taken from a role is so under its new name, where the run renames it at the same time. */
function underNewNames(reviewed: readonly GrantStatement[], renames: Renames): readonly GrantStatement[] {
  const revokes = reviewed.filter((each) => 'action' in each && each.action !== 'grant');
  return renames.size === 0 ? reviewed : [...reviewed, ...renamedStatements(revokes, renames)];
}

/** @param how as `takingOf` has it; `announced`: what the plan said will be taken, where it could be handed on */
function refuseTaking(
  { changes }: GrantsPlan,
  declared: DeclaredGrants,
  server: string,
  { announced, ...how }: Parameters<typeof takingOf>[3] & { readonly announced: readonly string[] | undefined },
): void {
  const { lines, problems } = takingOf(changes, declared, server, how);
  if (!how.allowed && problems.length > 0) throw new ProblemError(problems);
  if (announced) refuseBeyond(lines.filter((line) => !announced.includes(line)));
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
  return ({ changes, renames }) => {
    if (approved) refuseUnapproved(beyondReview(changes, underNewNames(approved, renames)));
  };
}
