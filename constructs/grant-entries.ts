import { GRANT_KINDS } from '../src/metadata';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';

type Grant = AponopgGrantsArgumentsGrants;
type DefaultPrivilege = AponopgGrantsArgumentsDefaultPrivileges;

/**
 * Grants as they are gathered: what is said twice stands once, and the order is always the same, whatever the order in
 * which a program said it.
 */
export class GrantEntries<Entry extends Grant | DefaultPrivilege> {
  private readonly entries = new Map<string, Entry>();

  /** @param order what the entry is sorted by in the grantee's place, since references have no lasting spelling */
  add(entry: Entry, order: string): void {
    const key = keyOf(entry, order);
    const before = this.entries.get(key);
    const union = [...new Set([...(before?.privileges ?? []), ...entry.privileges])].sort();
    const { objects, columns } = entry as Grant;
    this.entries.set(key, {
      ...entry,
      ...(objects && { objects: [...objects].sort() }),
      ...(columns && { columns: [...columns].sort() }),
      privileges: union,
    });
  }

  /** The same privileges on several objects of a schema are one entry: Terraform's own work grows with their number. */
  list(): Entry[] {
    const folded = new Map<string, Entry>();
    for (const [key, entry] of this.entries) {
      const { objects, columns } = entry as Grant;
      const alike =
        objects && !columns ? keyOf({ ...entry, objects: [] }, orderIn(key)) + entry.privileges.join() : key;
      const before = folded.get(alike) as Grant | undefined;
      const all = before?.objects && objects ? { objects: [...before.objects, ...objects] } : {};
      folded.set(alike, { ...entry, ...all });
    }
    const sorted = [...folded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    return sorted.map((entry) => {
      const { objects } = entry as Grant;
      return objects ? { ...entry, objects: [...new Set(objects)].sort() } : entry;
    });
  }
}

function orderIn(key: string): string {
  return (JSON.parse(key) as [string])[0];
}

/** Everything but the privileges; references are left out, since `order` stands for them. */
function keyOf(entry: Grant | DefaultPrivilege, order: string): string {
  const { objects = [], columns = [], except = [], extensions }: Partial<Grant> = 'grantee' in entry ? entry : {};
  const kind = String(GRANT_KINDS.indexOf(entry.on as (typeof GRANT_KINDS)[number])).padStart(2, '0');
  const option = entry.withGrantOption === true;
  return JSON.stringify([
    order,
    kind,
    entry.schema ?? '',
    [...objects].sort(),
    [...columns].sort(),
    [...except].sort(),
    extensions,
    option,
  ]);
}
