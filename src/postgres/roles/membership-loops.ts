import { type Problem, problem } from '../../problem';
import type { RoleSpec } from './role-spec';

/**
 * The loops among the memberships of several roles that are written together: for each, the problem at the entry that
 * closes it.
 */
export function membershipLoops(specs: readonly RoleSpec[]): Problem[] {
  const edges = new Map(specs.map((spec) => [spec.name, (spec.member_of ?? []).map(({ role }) => role)]));
  const done = new Set<string>();
  const problems: Problem[] = [];
  for (const { name } of specs) walk(name, []);
  return problems;

  function walk(name: string, above: readonly string[]): void {
    if (done.has(name)) return;
    const trail = [...above, name];
    for (const [index, role] of (edges.get(name) ?? []).entries()) {
      const at = trail.indexOf(role);
      if (at === -1) walk(role, trail);
      else {
        problems.push(
          problem(
            'MEMBERSHIP_LOOP',
            ['member_of', index, 'role'],
            `The memberships go in a circle: ${[...trail.slice(at), role].join(' -> ')}`,
            {
              value: role,
              next: 'Remove one of these memberships.',
            },
          ),
        );
      }
    }
    done.add(name);
  }
}
