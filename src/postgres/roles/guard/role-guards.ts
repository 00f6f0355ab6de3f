import { CLOUD_ROLES } from '../../../metadata/clouds';
import { type Problem, problem } from '../../../problem';
import type { FoundRole } from '../found-role';
import { passwordProblems } from '../password/guard-password';
import type { RoleSpec, WantedRole } from '../role-spec';
import type { ServerFacts } from '../server-facts';
import { membershipProblems } from './guard-memberships';
import { rightProblems } from './guard-rights';
import { settingProblems } from './guard-settings';

/** What the guards need to know of the resource, besides the role. */
export interface RoleGuardsContext {
  /** The role is managed here already (it is in the state); else finding it is an error. */
  readonly managed: boolean;
  /** The server's name in the configuration, for the hint how to import. */
  readonly server: string;
  /** The specification applied last: what it gave is taken back. */
  readonly previous?: RoleSpec;
}

/**
 * What will go wrong with a role on this server, known before any statement runs. A pure function of what was read.
 * A role missing from `facts.roles` is a warning, since the same run may make it: the caller, who knows, may drop it.
 *
 * @param found the role as it is, read by the name it had before
 */
export function roleGuards(
  wanted: WantedRole,
  facts: ServerFacts,
  found: FoundRole | null,
  context: RoleGuardsContext,
): Problem[] {
  if (found !== null && !context.managed) return [existsProblem(wanted.name, context.server)];
  return [
    ...reservedProblems(wanted),
    ...rightProblems(wanted, facts, found),
    ...passwordProblems(wanted, found),
    ...settingProblems(wanted, facts, found),
    ...membershipProblems(wanted, facts, found, context.previous),
  ];
}

/** The problem of a role that is there already, though nothing made it here. */
export function existsProblem(name: string, server: string): Problem {
  return problem('ROLE_EXISTS', ['name'], `The role ${JSON.stringify(name)} exists already and is not managed here`, {
    value: name,
    next: `Import it with: terraform import ADDRESS '${server}/${name}' - or choose another name.`,
  });
}

function reservedProblems({ name }: WantedRole): Problem[] {
  if (!CLOUD_ROLES.includes(name)) return [];
  return [
    problem('ROLE_RESERVED', ['name'], 'The role belongs to the cloud that runs the server', {
      value: name,
      next: 'Name it under member_of where it is needed, and leave the role itself alone.',
    }),
  ];
}
