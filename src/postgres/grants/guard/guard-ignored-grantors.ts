import type { DeclaredGrants } from '../../../metadata';
import { type Problem, problem } from '../../../problem';
import { hasPrivilegesOf } from '../act/ways-to-act';
import type { FoundIndex } from '../found/found-index';

/** What is given in the name of an owner, or of the admin, cannot be told apart from what is given here. */
export function guardIgnoredGrantors({ ignore_grantors = [] }: DeclaredGrants, index: FoundIndex): Problem[] {
  return ignore_grantors.flatMap((name, position) => {
    const why = whyNotTold(name, index);
    if (why === undefined) return [];
    const what = `What ${name} gives cannot be told apart from what is declared: ${why}`;
    return [
      problem('GRANTOR_NOT_TOLD_APART', ['ignore_grantors', position], what, {
        severity: 'warning',
        value: name,
        next: `Have ${name} give access as a role of its own that is no superuser and holds grant options; or name none of the roles that it gives to in this resource.`,
      }),
    ];
  });
}

function whyNotTold(name: string, index: FoundIndex): string | undefined {
  if (name === index.found.admin) return 'it is the admin itself';
  const role = index.roles.get(name);
  if (role === undefined) return undefined;
  if (role.superuser) return "it is a superuser, whose grants carry the owner's name";
  const owner = index.targets.find((each) => hasPrivilegesOf(name, each.owner, index))?.owner;
  if (owner === undefined) return undefined;
  return owner === name ? 'it owns objects here' : `it acts as ${owner}, in whose name its grants are`;
}
