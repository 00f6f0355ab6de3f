import { isUnknown } from '../../metadata';
import { destroyRole, type OnDestroy, previewDestroy } from '../../postgres/destroy';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { ResourceState, Values } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { knownServer, notRefreshed } from '../server-access';
import { toldAt } from '../told-changes';
import { meantOid } from './same-role';

/** Tells of what a delete takes away besides the role and hands on, and of what stands in its way. */
export async function planRoleDelete(state: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const { values } = state;
  const name = String(values.server);
  const server = context.server(name);
  context.run.on(name).unsettled.set(String(values.name), 'drops');
  if (isUnknown(server)) return [notRefreshed(name)];
  refuseReplaced(state.private, { server: name }, { system: await context.run.on(name).systemIdentifier() });
  const { parts, problems } = await previewDestroy(server, String(values.name), onDestroyOf(values), meantOid(state));
  const lost = parts.flatMap((part) => [...part.lost, ...part.handedOn]);
  const changes = parts.flatMap((part) => part.changes);
  const lostByOthers = parts.flatMap((part) => part.lostByOthers);
  // Another resource of the same run may clear the way: only the destroy itself can refuse. Nothing makes this another role.
  const inTheWay = problems.map((each) =>
    each.code === 'ROLE_REPLACED' ? each : { ...each, severity: 'warning' as const },
  );
  return [
    ...(lost.length > 0 ? [toldAt({ ...lostProblem(values, lost), changes }, { server: name })] : []),
    ...(lostByOthers.length > 0 ? [passedOnProblem(values, lostByOthers)] : []),
    ...inTheWay,
  ];
}

export async function deleteRole(state: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const { values } = state;
  const name = String(values.server);
  const server = knownServer(context, name);
  refuseReplaced(state.private, { server: name }, { system: await context.run.on(name).systemIdentifier() });
  const approved = context.approved();
  await destroyRole(server, String(values.name), onDestroyOf(values), {
    oid: meantOid(state),
    beyond: approved && ((changes) => approved.beyondDrop(name, String(values.name), changes)),
  });
  return [];
}

function onDestroyOf(values: Values): OnDestroy {
  const given = (values.on_destroy ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(given).filter(([, each]) => each !== null)) as OnDestroy;
}

function lostProblem(values: Values, lost: readonly string[]): Problem {
  return {
    severity: 'warning',
    code: 'ROLE_LOSES',
    path: [],
    what: `Destroying the role ${values.name} takes away more than the role`,
    value: shown(lost),
    next: 'Go on if that is meant; otherwise keep the role, or hand on what it owns by `on_destroy`.',
  };
}

function passedOnProblem(values: Values, lost: readonly string[]): Problem {
  const losers = new Set(lost.map((line) => line.split(' loses ')[0]));
  return {
    severity: 'warning',
    code: 'GRANT_PASSED_ON',
    path: [],
    what: `Destroying the role ${values.name} takes from ${losers.size} other ${losers.size === 1 ? 'role' : 'roles'} what it gave on`,
    value: shown(lost),
    next: 'Go on if that is meant; otherwise have the owner grant it to them first.',
  };
}

/** As much as a person reads. */
function shown(lines: readonly string[]): readonly string[] {
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `... and ${lines.length - SHOWN} more`] : lines;
}

const SHOWN = 100;
