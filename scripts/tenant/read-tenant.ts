import {
  type AccessFlowV2,
  type AccessScopeV1,
  type AttributeV1,
  type BundleV2,
  type ConnectorV3,
  createAponoClient,
  type GroupV1,
  type IntegrationConfigV2,
  type IntegrationV4,
  type Offered,
  type PermissionV3,
  type UserV3,
} from '../../src/apono';
import { type Problem, ProblemError } from '../../src/problem';

/** Everything that the facts are held against. */
export interface TenantReading {
  readonly catalog: readonly IntegrationConfigV2[];
  readonly connectors: readonly ConnectorV3[];
  readonly integrations: readonly IntegrationV4[];
  /** What the PostgreSQL integrations offer. */
  readonly permissions: readonly Offered<PermissionV3>[];
  readonly attributes: readonly AttributeV1[];
  readonly groups: readonly GroupV1[];
  readonly users: readonly UserV3[];
  readonly accessFlows: readonly AccessFlowV2[];
  readonly bundles: readonly BundleV2[];
  readonly accessScopes: readonly AccessScopeV1[];
  /** What a request with a wrong token gets. */
  readonly refused: RawAnswer;
  /** What a request for something that is not there gets, by path. */
  readonly absent: Readonly<Record<string, RawAnswer>>;
  /** Two pages of one integration each; the second asked for by its token alone. */
  readonly pages: readonly RawAnswer[];
  /** The one integration that was looked for by its name: as it is, and by its beginning and `*` in other case. */
  readonly byName: readonly RawAnswer[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

/** An answer as it came; the body parsed where it is JSON. */
export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const INTEGRATIONS = '/api/admin/v4/integrations';
/** What a tenant may have by the thousand is not read to its end. */
const ENOUGH = 500;

/** Reads a tenant; asks for nothing but reads. */
export async function readTenant(endpoint: string, token: string): Promise<TenantReading> {
  const client = createAponoClient({ endpoint, token });
  const unread: string[] = [];
  const guarded = async <Item>(what: string, read: () => AsyncIterable<Item> | Promise<readonly Item[]>) => {
    const items: Item[] = [];
    try {
      for await (const item of await read()) if (items.push(item) === ENOUGH) break;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      unread.push(`${what}: ${error.problems.map(why).join('; ')}`);
    }
    return items;
  };
  const raw = (path: string, bearer = token) => ask(new URL(path, endpoint), bearer);
  const integrations = await guarded('integrations', () => client.integrations.list());
  const postgresql = integrations.filter(({ type }) => /postgres/.test(type)).slice(0, 20);
  const absentPaths = [
    INTEGRATIONS,
    '/api/admin/v2/access-flows',
    '/api/admin/v2/bundles',
    '/api/admin/v1/access-scopes',
  ];
  return {
    integrations,
    catalog: await guarded('catalog', () => client.catalog.list()),
    connectors: await guarded('connectors', () => client.connectors.list()),
    permissions: await guarded('permissions', () =>
      Promise.all(postgresql.map(({ id }) => client.integrations.permissions(id))),
    ),
    attributes: await guarded('attributes', () => client.attributes.list()),
    groups: await guarded('groups', () => client.groups.list()),
    users: await guarded('users', () => client.users.list()),
    accessFlows: await guarded('access flows', () => client.accessFlows.list()),
    bundles: await guarded('bundles', () => client.bundles.list()),
    accessScopes: await guarded('access scopes', () => client.accessScopes.list()),
    refused: await raw(INTEGRATIONS, 'wrong'),
    absent: Object.fromEntries(
      await Promise.all(absentPaths.map(async (path) => [path, await raw(`${path}/${NOBODY}`)])),
    ),
    pages: await twoPages(raw),
    byName: await byName(raw, integrations[0]?.name),
    unread,
  };
}

/** The code, and where an answer is not of its shape what is missing: the rest may name what is the tenant's. */
function why({ code, what }: Problem): string {
  return code === 'APONO_BAD_ANSWER' ? `${code}, ${what.split(': ').at(-1)}` : code;
}

type Ask = (path: string) => Promise<RawAnswer>;

async function twoPages(raw: Ask): Promise<readonly RawAnswer[]> {
  const first = await raw(`${INTEGRATIONS}?limit=1`);
  const { pagination } = (first.body ?? {}) as { pagination?: { next_page_token?: string } };
  const token = pagination?.next_page_token;
  if (!token) return [first];
  return [first, await raw(`${INTEGRATIONS}?page_token=${encodeURIComponent(token)}`)];
}

async function byName(raw: Ask, name: string | undefined): Promise<readonly RawAnswer[]> {
  // A name with a * of its own would be a pattern.
  if (name === undefined || name.includes('*')) return [];
  const other = name.toLowerCase() === name ? name.toUpperCase() : name.toLowerCase();
  const patterns = [name, `${other.slice(0, -1)}*`];
  return Promise.all(patterns.map((pattern) => raw(`${INTEGRATIONS}?name=${encodeURIComponent(pattern)}`)));
}

async function ask(url: URL, token: string): Promise<RawAnswer> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: undefined };
  }
}
