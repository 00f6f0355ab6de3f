import type { DeclaredGrants } from '../../metadata';
import { type AlreadyHeld, type GrantsPlan, planGrants } from '../../postgres/grants';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { PrivateData } from '../handler-resource';
import { planWithServer, type WithServer } from '../plan-with-server';
import { readFor } from './read';

/** What is planned. */
export interface Ahead {
  readonly server: string;
  readonly declared: DeclaredGrants;
  readonly before?: DeclaredGrants | undefined;
  readonly held?: AlreadyHeld | undefined;
  readonly private: PrivateData;
}

/** Plans with what the server has now. */
export function lookAhead(ahead: Ahead, context: HandlerContext): Promise<WithServer<GrantsPlan>> {
  const { server, declared, before, held } = ahead;
  return planWithServer(server, context, async (open) => {
    const found = await open.use((session) => readFor(session, [declared, before], ahead, context), declared.database);
    return planGrants(declared, found, { prior: before, alreadyHeld: held });
  });
}

/** What a plan's problems are to a run that may make what is missing, and that an admin will apply. */
export function judged(problems: readonly Problem[], server: string, context: HandlerContext): Problem[] {
  return problems.flatMap((each) => {
    if (each.code === 'GRANTEE_MISSING') return aboutMissing(each, server, context);
    // A migration of the same run may make it.
    if (context.run.terraform && each.code === 'GRANT_OBJECT_MISSING') return [asWarning(each, MADE_FIRST)];
    if (each.code === 'GRANT_CANNOT_ACT' && context.planOnly(server)) return [{ ...each, severity: 'warning' }];
    return [each];
  });
}

const MADE_FIRST = 'Where the same run makes it, see that it is made first (depends_on).';

/** A role that is not there may be made by the same run: nothing to say where this run has planned it. */
function aboutMissing(each: Problem, server: string, context: HandlerContext): Problem[] {
  const name = String(each.value);
  if (context.run.on(server).plannedRoles.has(name)) return [];
  const elsewhere = [...context.run.servers].find(
    ([other, run]) => other !== server && (run.plannedRoles.has(name) || run.ownRoles.has(name)),
  );
  const other = elsewhere && ` The role of this name here is one of the server ${elsewhere[0]}.`;
  const first = 'Where the same run makes it, refer to it (aponopg_role.NAME.name), so that it is made first.';
  return [asWarning(each, first + (other ?? ''))];
}

function asWarning(each: Problem, first: string): Problem {
  return { ...each, severity: 'warning', next: `${first} Otherwise: ${each.next}` };
}
