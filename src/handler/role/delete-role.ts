import { isUnknown } from '../../metadata';
import { destroyRole, type OnDestroy, previewDestroy } from '../../postgres/roles';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { ResourceState, Values } from '../handler-resource';
import { knownServer, notRefreshed } from '../server-access';
import { keptOid } from './keep-role';

/** Warns of what a delete takes away besides the role, and of what stands in its way. */
export async function planRoleDelete({ values }: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const server = context.server(String(values.server));
  if (isUnknown(server)) return [notRefreshed(String(values.server))];
  const { parts, problems } = await previewDestroy(server, String(values.name), onDestroyOf(values));
  const lost = parts.flatMap((part) => part.lost);
  // Another resource of the same run may clear the way: only the destroy itself can refuse.
  const inTheWay = problems.map((each) => ({ ...each, severity: 'warning' as const }));
  return lost.length > 0 ? [lostProblem(values, lost), ...inTheWay] : inTheWay;
}

export async function deleteRole(prior: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const { values } = prior;
  const server = knownServer(context, String(values.server));
  await destroyRole(server, String(values.name), onDestroyOf(values), { oid: keptOid(prior.private) });
  return [];
}

function onDestroyOf(values: Values): OnDestroy {
  const given = (values.on_destroy ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(given).filter(([, each]) => each !== null)) as OnDestroy;
}

function lostProblem(values: Values, lost: readonly string[]): Problem {
  const shown = lost.slice(0, 20);
  return {
    severity: 'warning',
    code: 'ROLE_LOSES',
    path: [],
    what: `Destroying the role ${values.name} takes away more than the role`,
    value: lost.length > shown.length ? [...shown, `... and ${lost.length - shown.length} more`] : shown,
    next: 'Go on if that is meant; otherwise keep the role, or hand on what it owns by `on_destroy`.',
  };
}
