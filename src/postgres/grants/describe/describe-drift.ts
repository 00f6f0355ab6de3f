import { namesOf, PUBLIC } from '../../../metadata';
import { type Problem, type ProblemCode, visible } from '../../../problem';
import type { AclChange, Changes, Loss } from '../changes';
import { labelsFolded } from '../found/found';

/**
 * What differs, one short line each: who, what, on what. Equal lines about many objects of a kind and schema become one.
 */
export function describeDrift(changes: Pick<Changes, 'acl' | 'losses' | 'defaults'>): string[] {
  // What goes along with a revoke although it was to go anyway is no change of its own.
  const along = changes.losses.filter(({ asked }) => asked).map(askedLoss);
  const acl = [...changes.acl, ...along].map((change) => {
    const { action, grantor, target } = change;
    const from = action !== 'grant' && grantor !== target.owner ? `, given by ${grantor},` : '';
    return { head: `${said(change)}${from} on `, target };
  });
  const future = changes.defaults.map((change) => {
    const where = change.schema === undefined ? '' : ` in schema ${change.schema}`;
    return `${said(change)} on future ${change.on.replaceAll('_', ' ')}s of ${change.owner}${where}`;
  });
  return [...labelsFolded(acl), ...new Set(future)].map(visible);
}

/**
 * What was declared, and applied, and is not there any more, one short line each. `problems` are those of a plan for what
 * is declared.
 */
export function describeGone(problems: readonly Problem[]): string[] {
  const lines = problems.flatMap(({ code, what, value }) => {
    const since = GONE[code];
    return since === undefined ? [] : [`${value} ${since}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`];
  });
  return [...new Set(lines)].map(visible);
}

const GONE: Partial<Record<ProblemCode, string>> = {
  GRANT_OBJECT_MISSING: 'is gone',
  // The function is gone, or another has come beside it.
  GRANT_SIGNATURE: 'fits no longer',
};

function askedLoss({ optionOnly, ...loss }: Loss): Loss & Pick<AclChange, 'action' | 'grantable'> {
  return { ...loss, optionOnly, action: optionOnly ? 'revoke_grant_option' : 'revoke', grantable: false };
}

function said(change: { action: string; grantee: string; privileges: number; grantable: boolean }): string {
  const privileges = namesOf(change.privileges).join(', ');
  const who = change.grantee === PUBLIC ? 'PUBLIC' : change.grantee;
  if (change.action === 'grant') {
    return change.grantable ? `${who} lacks ${privileges} with grant option` : `${who} lacks ${privileges}`;
  }
  return change.action === 'revoke' ? `${who} holds ${privileges}` : `${who} holds the grant option for ${privileges}`;
}
