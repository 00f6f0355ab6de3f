import { type Problem, problem } from '../../problem';
import type { RoleSpec } from './role-spec';

/**
 * The loops among the memberships of several roles that are written together: for each, the problem at the entry that
 * closes it.
 */
export function membershipLoops(specs: readonly RoleSpec[]): Problem[] {
  const groups = new Map(specs.map((spec) => [spec.name, (spec.member_of ?? []).map(({ role }) => role)]));
  const done = new Set<string>();
  return specs.flatMap(({ name }) => loopsFrom(name, [], groups, done));
}

/** @param done the roles that were walked through already; this one is added */
function loopsFrom(
  name: string,
  above: readonly string[],
  groups: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): Problem[] {
  if (done.has(name)) return [];
  const trail = [...above, name];
  const loops = (groups.get(name) ?? []).flatMap((role, index) => {
    const at = trail.indexOf(role);
    return at === -1 ? loopsFrom(role, trail, groups, done) : [loopProblem([...trail.slice(at), role], index)];
  });
  done.add(name);
  return loops;
}

function loopProblem(circle: readonly string[], index: number): Problem {
  return problem(
    'MEMBERSHIP_LOOP',
    ['member_of', index, 'role'],
    `The memberships go in a circle: ${circle.join(' -> ')}`,
    { value: circle.at(-1), next: 'Remove one of these memberships.' },
  );
}
