import { type DeclaredGrants, PUBLIC } from '../../../metadata';
import { type Path, type Problem, problem } from '../../../problem';
import type { FoundIndex } from '../found/found-index';

/** Grantees must be there, and be no superusers. */
export function guardGrantees(declared: DeclaredGrants, index: FoundIndex): Problem[] {
  return [...granteePaths(declared)].flatMap(([grantee, path]) => {
    if (grantee === PUBLIC) return [];
    const role = index.roles.get(grantee);
    if (role === undefined) return [missingProblem(grantee, path, index)];
    return role.superuser ? [superuserProblem(grantee, path)] : [];
  });
}

/** Where each grantee is named first. */
export function granteePaths(declared: DeclaredGrants): Map<string, Path> {
  const all = (['grants', 'default_privileges'] as const).flatMap((list) =>
    Object.entries(declared[list] ?? {}).flatMap(([label, { grantees }]) =>
      Array.isArray(grantees)
        ? grantees.flatMap((grantee: unknown, position): [string, Path][] =>
            typeof grantee === 'string' ? [[grantee, [list, label, 'grantees', position]]] : [],
          )
        : [],
    ),
  );
  const paths = new Map<string, Path>();
  for (const [grantee, path] of all) if (!paths.has(grantee)) paths.set(grantee, path);
  return paths;
}

function missingProblem(grantee: string, path: Path, index: FoundIndex): Problem {
  const close = index.found.roles.find((each) => each.name.toLowerCase() === grantee.toLowerCase())?.name;
  return problem('GRANTEE_MISSING', path, 'There is no role of this name on the server', {
    value: grantee,
    next:
      close === undefined
        ? 'Create the role before this runs, or correct the name.'
        : `Names are taken as they are, upper and lower case too: there is ${close}.`,
  });
}

function superuserProblem(grantee: string, path: Path): Problem {
  return problem('GRANTEE_SUPERUSER', path, 'The grantee is a superuser, whom grants neither help nor hold back', {
    severity: 'warning',
    value: grantee,
    next: 'Leave it out, or take SUPERUSER from the role.',
  });
}
