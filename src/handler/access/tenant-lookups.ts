import type { AponoClient, AttributeV1, GroupV1, IntegrationV4, PermissionV3, UserV3 } from '../../apono';

/** Anything that has a name at Apono. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a run has looked up at Apono: each once, save what was not there, which the run itself may make. */
export class TenantLookups {
  private readonly found = new Map<string, Promise<unknown>>();

  constructor(private readonly client: AponoClient) {}

  /** An integration by name or id; null where there is none. */
  integration(reference: string): Promise<IntegrationV4 | null> {
    return this.referred('integration', reference, this.client.integrations);
  }

  /** A bundle by name or id; null where there is none. */
  bundle(reference: string): Promise<Named | null> {
    return this.referred('bundle', reference, this.client.bundles);
  }

  /** An access scope by name or id; null where there is none. */
  accessScope(reference: string): Promise<Named | null> {
    return this.referred('access scope', reference, this.client.accessScopes);
  }

  /** What may be given on an integration; `isWhole`: whether that is all there is. */
  permissions(id: string): Promise<{ readonly items: readonly PermissionV3[]; readonly isWhole: boolean }> {
    const isThere = ({ items }: { items: readonly PermissionV3[] }) => items.length > 0;
    return this.once(`permissions ${id}`, () => this.client.integrations.permissions(id), isThere);
  }

  /** The names of what there is of a kind, for messages. */
  async names(kind: 'integration' | 'bundle' | 'access scope'): Promise<string[]> {
    const lists = {
      integration: () => this.client.integrations.list(),
      bundle: () => this.client.bundles.list(),
      'access scope': () => this.client.accessScopes.list(),
    };
    return namesOf(lists[kind]());
  }

  /** The values of an attribute, of one source or of all. */
  attributes(type: string, source: string | undefined): Promise<readonly AttributeV1[]> {
    const filter = { type, ...(source !== undefined && { source_integration_reference: source }) };
    return this.once(`attributes ${JSON.stringify(filter)}`, () => all(this.client.attributes.list(filter)));
  }

  /** The types of attributes that there are. */
  attributeTypes(): Promise<readonly string[]> {
    return this.once('attribute types', async () => {
      const types = new Set<string>();
      for await (const { type } of this.client.attributes.list()) types.add(type);
      return [...types].sort();
    });
  }

  users(): Promise<readonly UserV3[]> {
    return this.once('users', () => all(this.client.users.list()));
  }

  groups(): Promise<readonly GroupV1[]> {
    return this.once('groups', () => all(this.client.groups.list()));
  }

  /** The integrations that identities come from. */
  sources(): Promise<readonly IntegrationV4[]> {
    return this.once('sources', () => all(this.client.identitySources.list()));
  }

  private referred<T extends Named>(
    kind: string,
    reference: string,
    things: { findByName(name: string): Promise<T | null>; get(id: string): Promise<T | null> },
  ): Promise<T | null> {
    const look = async () => (await things.findByName(reference)) ?? (await things.get(reference));
    return this.once(`${kind} ${reference}`, look, (found) => found !== null);
  }

  /** @param isWorthKeeping default: it is */
  private async once<T>(key: string, look: () => Promise<T>, isWorthKeeping: (found: T) => boolean = () => true) {
    const asked = (this.found.get(key) as Promise<T> | undefined) ?? look();
    this.found.set(key, asked);
    try {
      const found = await asked;
      if (!isWorthKeeping(found)) this.found.delete(key);
      return found;
    } catch (error) {
      this.found.delete(key);
      throw error;
    }
  }
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const each of list) items.push(each);
  return items;
}

async function namesOf(list: AsyncIterable<Named>): Promise<string[]> {
  return (await all(list)).map(({ name }) => name).sort();
}
