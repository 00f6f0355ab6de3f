import type { AccessReport } from '../metadata';
import { namesUpTo } from './fold-hindrances';
import type { AccessGroup } from './outline-shape';

/** What differs in the schema alone together, then what differs in the grantee alone. */
export function futureGroup(
  { future }: AccessReport,
  server: string,
  database: string | null,
  mostNames: number,
): AccessGroup[] {
  const places = new Map<string, { first: Future; schemas: string[] }>();
  for (const each of future) {
    if (each.server !== server || each.database !== database) continue;
    const { schema, ...rest } = each;
    const key = JSON.stringify([rest, schema === null]);
    const place = places.get(key) ?? { first: each, schemas: [] };
    places.set(key, place);
    if (schema !== null) place.schemas.push(schema);
  }
  const lines = new Map<string, { what: string; option: string; grantees: string[] }>();
  for (const { first, schemas } of places.values()) {
    const { owner, on, grantee, privileges, with_grant_option } = first;
    const where = schemas.length === 0 ? '' : ` in ${namesUpTo(schemas.sort(), mostNames)}`;
    const what = `${privileges.join(', ')} on every ${on.replaceAll('_', ' ')} that ${owner} makes${where}`;
    const option = with_grant_option.length > 0 ? `, who may pass on ${with_grant_option.join(', ')}` : '';
    const line = lines.get(what + option) ?? { what, option, grantees: [] };
    lines.set(what + option, line);
    line.grantees.push(grantee === 'public' ? 'everybody (PUBLIC)' : grantee);
  }
  const all = [...lines.values()].map(({ what, option, grantees }) => {
    return { what, why: `for ${namesUpTo(grantees.sort(), mostNames)}${option}` };
  });
  return all.length === 0 ? [] : [{ who: 'To come (default privileges)', lines: all }];
}

type Future = AccessReport['future'][number];
