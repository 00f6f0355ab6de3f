import { type Problem, problem } from '../../../problem';
import { PER_GRANTOR } from '../../membership';
import type { FoundRole } from '../found-role';
import type { WantedRole } from '../role-spec';
import type { ServerFacts } from '../server-facts';

/** What the admin lacks the right for: attributes to give or take, and altering the role at all. */
export function rightProblems(wanted: WantedRole, facts: ServerFacts, found: FoundRole | null): Problem[] {
  if (facts.superuser) return [];
  const lacking = [
    ...superuserLacks(wanted, found),
    ...attributeLacks(wanted, facts, found),
    ...createroleLacks(facts),
  ].map(({ path, what, next }) =>
    problem('PG_NOT_PERMITTED', [path], `${what}, and ${facts.admin} is none`, { value: wanted[path], next }),
  );
  return [...lacking, ...adminOptionProblems(facts, found)];
}

/** Something that only others may do. */
interface Lack {
  readonly path: 'name' | Attribute;
  readonly what: string;
  readonly next: string;
}

type Attribute = 'superuser' | 'replication' | 'bypassrls' | 'createdb';

function superuserLacks(wanted: WantedRole, found: FoundRole | null): Lack[] {
  if (isChanged('superuser', wanted, found)) {
    return [{ path: 'superuser', what: 'Only a superuser may give or take SUPERUSER', next: leaveOut('superuser') }];
  }
  if (!found?.superuser) return [];
  return [{ path: 'name', what: 'Only a superuser may alter a superuser', next: 'Sign in as a superuser.' }];
}

/** From 16 on, who has an attribute may give it; before, CREATEDB is given by CREATEROLE. */
function attributeLacks(wanted: WantedRole, facts: ServerFacts, found: FoundRole | null): Lack[] {
  const passedOn = facts.version >= PER_GRANTOR;
  return (['replication', 'bypassrls', 'createdb'] as const)
    .filter((path) => isChanged(path, wanted, found) && !(passedOn ? facts[path] : path === 'createdb'))
    .map((path) => {
      const keyword = path.toUpperCase();
      const who = passedOn ? `a superuser or a role that has ${keyword}` : 'a superuser';
      return { path, what: `Only ${who} may give or take ${keyword}`, next: leaveOut(path) };
    });
}

function createroleLacks({ createrole }: ServerFacts): Lack[] {
  if (createrole) return [];
  const what = 'Only a superuser or a role that has CREATEROLE may make or alter roles';
  return [{ path: 'name', what, next: 'Sign in as one.' }];
}

function adminOptionProblems({ admin, createrole, roles, version }: ServerFacts, found: FoundRole | null): Problem[] {
  const lacks = found !== null && version >= PER_GRANTOR && roles.get(found.name)?.grantable === false;
  if (!createrole || !lacks) return [];
  return [
    problem(
      'PG_NOT_PERMITTED',
      ['name'],
      `${admin} has no ADMIN OPTION on the role, which PostgreSQL 16 asks for to alter it`,
      {
        value: found.name,
        next: `As a superuser or an admin of the role, run: GRANT the role TO ${admin} WITH ADMIN TRUE.`,
      },
    ),
  ];
}

function isChanged(name: Attribute, wanted: WantedRole, found: FoundRole | null): boolean {
  return (wanted[name] ?? false) !== (found?.[name] ?? false);
}

function leaveOut(name: string): string {
  return `Leave out ${name}, or sign in as an admin who has it.`;
}
