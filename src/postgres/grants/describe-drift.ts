import { namesOf, PUBLIC } from '../../metadata';
import { visible } from '../../problem';
import type { Changes } from './changes';
import { targetLabel } from './found';

/**
 * What differs, one short line each: who, what, on what. Equal lines about many objects of a kind and schema become one.
 */
export function describeDrift(changes: Changes): string[] {
  const lines = new Map<string, { head: string; labels: string[]; plural: string }>();
  const add = (head: string, label: string, plural: string) => {
    const key = `${head} ${plural}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { head, labels: [label], plural });
    else line.labels.push(label);
  };
  for (const change of changes.acl) {
    const { target } = change;
    const plural =
      target.kind === 'column'
        ? `columns of table ${target.schema}.${target.table}`
        : `${target.kind.replaceAll('_', ' ')}s${target.schema === undefined ? '' : ` of schema ${target.schema}`}`;
    const from = change.action !== 'grant' && change.grantor !== target.owner ? `, given by ${change.grantor},` : '';
    add(`${said(change)}${from} on `, targetLabel(target), plural);
  }
  for (const change of changes.defaults) {
    const where = change.schema === undefined ? '' : ` in schema ${change.schema}`;
    add(`${said(change)} on future ${change.on.replaceAll('_', ' ')}s of ${change.owner}`, where, where);
  }
  return [...lines.values()].map(({ head, labels, plural }) => {
    return visible(labels.length <= 3 ? head + labels.join(', ') : `${head}${labels.length} ${plural}`);
  });
}

function said(change: { action: string; grantee: string; privileges: number; grantable: boolean }): string {
  const privileges = namesOf(change.privileges).join(', ');
  const who = change.grantee === PUBLIC ? 'PUBLIC' : change.grantee;
  if (change.action === 'grant') {
    return change.grantable ? `${who} lacks ${privileges} with grant option` : `${who} lacks ${privileges}`;
  }
  return change.action === 'revoke' ? `${who} holds ${privileges}` : `${who} holds the grant option for ${privileges}`;
}
