import type { FoundAccess } from '../postgres/access';
import { PER_GRANTOR } from '../postgres/membership';

/** The roles from a role (itself not among them) up to another one: `['team_ro']`; empty for the role itself. */
export type Chain = readonly string[];

/** Whose memberships count: those whose privileges the member has, those by which it may SET ROLE, or all. */
export type Ways = 'inherited' | 'set' | 'any';

/** How many chains of one role are followed; more are only there where roles are members of each other many times over. */
const MOST_CHAINS = 2_000;

/** The roles that a role is a member of, with every chain that leads there. */
export interface Memberships {
  /** The role itself with the empty chain among them; shortest chains first. */
  above(role: string, ways?: Ways): ReadonlyMap<string, readonly Chain[]>;
  /** Whether the chains of a role were too many to follow all. */
  isCut(role: string): boolean;
}

interface Step {
  readonly role: string;
  readonly inherit: boolean;
  readonly set: boolean;
}

/** Follows the memberships as PostgreSQL does (`roles_is_member_of`), each role's when it is first asked for. */
export function followMemberships(
  found: Pick<FoundAccess, 'roles' | 'memberships' | 'databaseOwner' | 'serverVersion'>,
): Memberships {
  const steps = stepsByMember(found);
  const known = new Map<string, ReadonlyMap<string, readonly Chain[]>>();
  const cut = new Set<string>();
  return {
    above(role, ways = 'inherited') {
      const key = `${ways} ${role}`;
      let chains = known.get(key);
      if (chains === undefined) {
        const followed = chainsFrom(role, steps, ways);
        if (followed.cut) cut.add(role);
        chains = followed.chains;
        known.set(key, chains);
      }
      return chains;
    },
    isCut: (role) => cut.has(role),
  };
}

/** Several memberships of one pair count as one that has the options of all. */
function stepsByMember({
  roles,
  memberships,
  databaseOwner,
  serverVersion,
}: Parameters<typeof followMemberships>[0]): ReadonlyMap<string, ReadonlyMap<string, Step>> {
  const steps = new Map<string, Map<string, Step>>();
  const add = (member: string, step: Step) => {
    const of = steps.get(member) ?? new Map<string, Step>();
    steps.set(member, of);
    const before = of.get(step.role);
    of.set(step.role, {
      role: step.role,
      inherit: step.inherit || before?.inherit === true,
      set: step.set || before?.set === true,
    });
  };
  for (const { role, member, inherit, set } of memberships) add(member, { role, inherit, set });
  // Whoever owns the database is a member of this role without any row that says so; before 16 NOINHERIT holds for it, too.
  const inherit = serverVersion >= PER_GRANTOR || roles.find(({ name }) => name === databaseOwner)?.inherit !== false;
  add(databaseOwner, { role: 'pg_database_owner', inherit, set: true });
  return steps;
}

function chainsFrom(
  role: string,
  steps: ReadonlyMap<string, ReadonlyMap<string, Step>>,
  ways: Ways,
): { chains: ReadonlyMap<string, readonly Chain[]>; cut: boolean } {
  const chains = new Map<string, Chain[]>([[role, [[]]]]);
  let level: { at: string; chain: Chain }[] = [{ at: role, chain: [] }];
  let count = 0;
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { at, chain } of level) {
      for (const step of steps.get(at)?.values() ?? []) {
        if (!isWay(step, ways) || step.role === role || chain.includes(step.role)) continue;
        const known = chains.get(step.role);
        // Past the bound the shortest chain to every role is still found.
        if (count >= MOST_CHAINS && known !== undefined) continue;
        count += 1;
        const longer = [...chain, step.role];
        if (known === undefined) chains.set(step.role, [longer]);
        else known.push(longer);
        next.push({ at: step.role, chain: longer });
      }
    }
    level = next;
  }
  return { chains, cut: count >= MOST_CHAINS };
}

function isWay(step: Step, ways: Ways): boolean {
  return ways === 'any' || (ways === 'set' ? step.set : step.inherit);
}
