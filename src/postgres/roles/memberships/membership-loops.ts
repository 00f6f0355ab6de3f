import { type Problem, problem } from '../../../problem';
import type { RoleSpec } from '../role-spec';

/**
 * The circles that a role's memberships close among roles that are written together: for each, the problem at the entry
 * that leads back to the role. A circle that does not go through it is another role's.
 *
 * @param together those roles by name; null where a role's memberships are not known
 */
export function membershipLoops(role: RoleSpec, together: ReadonlyMap<string, RoleSpec | null>): Problem[] {
  const groupsOf = (name: string) => (together.get(name)?.member_of ?? []).map((each) => each.role);
  return (role.member_of ?? []).flatMap((each, index) => {
    const way = wayTo(role.name, [[each.role]], groupsOf, new Set([each.role]));
    return way === undefined ? [] : [loopProblem([role.name, ...way], index)];
  });
}

/** The shortest way to a role that goes on from one of these ways, a step from each at a time. */
function wayTo(
  role: string,
  ways: readonly (readonly string[])[],
  groupsOf: (name: string) => readonly string[],
  passed: ReadonlySet<string>,
): readonly string[] | undefined {
  const there = ways.find((way) => way.at(-1) === role);
  if (there !== undefined || ways.length === 0) return there;
  const onward = ways.flatMap((way) => groupsOf(way.at(-1) ?? '').map((group) => [group, [...way, group]] as const));
  const next = new Map(onward.filter(([group]) => !passed.has(group)));
  return wayTo(role, [...next.values()], groupsOf, new Set([...passed, ...next.keys()]));
}

function loopProblem(circle: readonly string[], index: number): Problem {
  return problem(
    'MEMBERSHIP_LOOP',
    ['member_of', index, 'role'],
    `The memberships go in a circle: ${circle.join(' -> ')}`,
    { value: circle.at(1), next: 'Remove one of these memberships.' },
  );
}
