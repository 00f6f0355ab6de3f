/**
 * How the value of an attribute is read from Terraform's JSON syntax.
 *
 * - `expression`: strings are templates.
 * - `literal`: Terraform evaluates it without variables, so that strings mean themselves, `${` included.
 * - `reference`: strings (or a list of them) are references or keywords, bare in HCL.
 * - `type`: a type constraint, bare in HCL.
 * - `references`: an object whose keys and values are references (a module's `providers`).
 * - `requirements`: a member of `required_providers`, where only `configuration_aliases` are references.
 */
export type Reading = 'expression' | 'literal' | 'reference' | 'type' | 'references' | 'requirements';

/** What may stand in a block of Terraform's own language. */
export interface BodyGrammar {
  readonly attributes?: Readonly<Record<string, Reading>>;
  readonly blocks?: Readonly<Record<string, BlockGrammar>>;
  /** Any other member: an attribute read so, or (`schema`) what the provider's schema says. */
  readonly other: Reading | 'schema';
  /** The members written first, in this order; then come the other attributes and blocks by name, then `last`. */
  readonly first?: readonly string[];
  readonly last?: readonly string[];
}

export interface BlockGrammar {
  readonly labels: number;
  readonly body: BodyGrammar;
}

const expressions: BodyGrammar = { other: 'expression' };
const condition: BlockGrammar = { labels: 0, body: { other: 'expression', first: ['condition', 'error_message'] } };
const conditions = { precondition: condition, postcondition: condition };
const connection: BlockGrammar = { labels: 0, body: expressions };

const provisioner: BlockGrammar = {
  labels: 1,
  body: {
    attributes: { when: 'reference', on_failure: 'reference' },
    blocks: { connection },
    other: 'expression',
    first: ['when', 'on_failure'],
    last: ['connection'],
  },
};

const lifecycle: BlockGrammar = {
  labels: 0,
  body: {
    attributes: {
      create_before_destroy: 'literal',
      prevent_destroy: 'literal',
      destroy: 'literal',
      ignore_changes: 'reference',
      replace_triggered_by: 'reference',
    },
    blocks: conditions,
    other: 'expression',
    first: ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'],
  },
};

/** The inside of a block of a provider, at any depth: it may hold `dynamic` blocks. */
export const nested: BodyGrammar = {
  get blocks() {
    return { dynamic };
  },
  other: 'schema',
};

const dynamic: BlockGrammar = {
  labels: 1,
  body: {
    attributes: { iterator: 'reference' },
    blocks: { content: { labels: 0, body: nested } },
    other: 'expression',
    first: ['for_each', 'iterator', 'labels'],
  },
};

const resource: BlockGrammar = {
  labels: 2,
  body: {
    attributes: { provider: 'reference', depends_on: 'reference', count: 'expression', for_each: 'expression' },
    blocks: { lifecycle, provisioner, connection, dynamic },
    other: 'schema',
    first: ['count', 'for_each', 'provider'],
    last: ['dynamic', 'connection', 'provisioner', 'lifecycle', 'depends_on'],
  },
};

const literals: BodyGrammar = { other: 'expression', blocks: { workspaces: { labels: 0, body: expressions } } };

/** The blocks of a configuration, in the order in which they are written. */
export const CONFIGURATION: Readonly<Record<string, BlockGrammar>> = {
  terraform: {
    labels: 0,
    body: {
      attributes: { required_version: 'literal', experiments: 'reference' },
      blocks: {
        required_providers: { labels: 0, body: { other: 'requirements' } },
        backend: { labels: 1, body: literals },
        cloud: { labels: 0, body: literals },
        provider_meta: { labels: 1, body: expressions },
      },
      other: 'expression',
      first: ['required_version', 'required_providers', 'backend', 'cloud'],
    },
  },
  provider: {
    labels: 1,
    body: {
      attributes: { alias: 'literal', version: 'literal' },
      blocks: { dynamic },
      other: 'schema',
      first: ['alias'],
    },
  },
  variable: {
    labels: 1,
    body: {
      attributes: { type: 'type' },
      blocks: { validation: condition },
      other: 'literal',
      first: ['description', 'type', 'default', 'sensitive', 'nullable'],
    },
  },
  locals: { labels: 0, body: expressions },
  data: resource,
  ephemeral: resource,
  resource,
  module: {
    labels: 1,
    body: {
      attributes: { version: 'literal', providers: 'references', depends_on: 'reference' },
      other: 'expression',
      first: ['source', 'version', 'count', 'for_each', 'providers'],
      last: ['depends_on'],
    },
  },
  import: {
    labels: 0,
    body: {
      attributes: { to: 'reference', provider: 'reference' },
      other: 'expression',
      first: ['for_each', 'provider', 'to', 'id'],
    },
  },
  moved: { labels: 0, body: { attributes: { from: 'reference', to: 'reference' }, other: 'expression' } },
  removed: {
    labels: 0,
    body: {
      attributes: { from: 'reference' },
      blocks: { lifecycle, provisioner, connection },
      other: 'expression',
      first: ['from', 'lifecycle'],
    },
  },
  check: {
    labels: 1,
    body: { blocks: { data: resource, assert: condition }, other: 'expression', first: ['data', 'assert'] },
  },
  output: {
    labels: 1,
    body: {
      attributes: { description: 'literal', sensitive: 'literal', ephemeral: 'literal', depends_on: 'reference' },
      blocks: conditions,
      other: 'expression',
      first: ['description', 'value', 'sensitive'],
      last: ['precondition', 'postcondition', 'depends_on'],
    },
  },
};
