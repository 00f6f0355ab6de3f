/** A member of a provider's block whose kind is asked for. */
export interface Member {
  readonly kind: 'provider' | 'resource' | 'data' | 'ephemeral';
  /** The provider's local name, or the resource type. */
  readonly type: string;
  /** Member names from the block inwards: `['ingress', 'filter']`. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Whether a member is a nested block (true), an attribute (false), or not known (undefined). */
export type IsBlock = (member: Member) => boolean | undefined;

/**
 * Answers from what `terraform providers schema -json` prints.
 *
 * @param schemas the parsed output of that command.
 */
export function isBlockBySchema(schemas: unknown): IsBlock {
  const providers = entriesOf(at(schemas, 'provider_schemas'));
  return ({ kind, type, path }) => {
    for (const [address, schema] of providers) {
      const root = kind === 'provider' ? providerSchema(address, schema, type) : at(schema, SECTIONS[kind], type);
      if (root !== undefined) return isBlockIn(at(root, 'block'), path);
    }
    return undefined;
  };
}

const SECTIONS = { resource: 'resource_schemas', data: 'data_source_schemas', ephemeral: 'ephemeral_resource_schemas' };

/** The local name of a provider is nearly always the last part of its address. */
function providerSchema(address: string, schema: unknown, name: string): unknown {
  return address.split('/').at(-1) === name ? at(schema, 'provider') : undefined;
}

function isBlockIn(block: unknown, path: readonly string[]): boolean | undefined {
  const [name, ...inner] = path;
  if (name === undefined) return undefined;
  if (at(block, 'attributes', name) !== undefined) return false;
  const nested = at(block, 'block_types', name);
  if (nested === undefined) return undefined;
  return inner.length === 0 ? true : isBlockIn(at(nested, 'block'), inner);
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const isObject = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
    return isObject ? (inner as Record<string, unknown>)[key] : undefined;
  }, value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/**
 * The answer where no schema is at hand. Resources made only of attributes are known by name. For any other a list of
 * objects is taken for blocks, since that is how CDKTF writes repeated blocks, and a single object for a map or an
 * object attribute, save for the few names that are blocks in every provider that has them.
 */
export function guessIsBlock({ type, path, value }: Member): boolean {
  if (/^(aponopg|apono|null|terraform|random|tls)(_|$)/.test(type)) return false;
  const name = path.at(-1) ?? '';
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlainObject);
  return isPlainObject(value) && (name === 'timeouts' || name === 'features');
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
