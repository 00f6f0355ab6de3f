import * as z from 'zod';
import { type Path, type Problem, problem } from '../../problem';
import { annotate } from '../annotation';
import { aqlText, queryWarnings } from '../aql/aql-text';
import { text } from '../fields';
import { isGiven, isMissing, isUnknown, known } from '../unknown';

/** The kinds of target that a bundle may hold, and those of a flow. */
const BUNDLE_TARGETS = ['integration', 'access_scope', 'query_target'] as const;
const FLOW_TARGETS = ['integration', 'bundle', 'access_scope', 'query_target'] as const;

/** How the resources of an integration are narrowed. */
const RESOURCE_FILTERS = ['NAME', 'APONO_ID', 'TAG'] as const;

const resourcesScope = annotate(
  z.strictObject({
    scope_mode: annotate(z.enum(['include_resources', 'exclude_resources']), {
      description: 'Whether the resources are those that are meant, or those that are left out.',
    }),
    type: annotate(z.enum(RESOURCE_FILTERS), { description: 'What resources are told by.' }),
    key: text({ description: "The tag's key, with `TAG`.", example: 'env' }).optional(),
    values: annotate(z.array(text({ description: 'A value.' })).min(1), {
      description: "Names, Apono's ids or values of the tag, in order.",
      allowed: 'at least one text',
      example: ['prod'],
    }),
  }),
  { description: 'Some resources of the type.' },
);

const integrationTarget = annotate(
  z.strictObject({
    integration_name: text({ description: 'The integration, by name or id.', example: 'Orders database' }),
    resource_type: text({
      description: 'The type of resource, as the integration has it.',
      example: 'postgresql-table',
    }),
    permissions: annotate(z.array(text({ description: 'A permission.' })).min(1), {
      description: 'What may be done, by the names that the type of resource has for it.',
      allowed: 'at least one permission',
      example: ['READ_ONLY'],
      set: true,
    }),
    resources_scopes: annotate(z.array(resourcesScope).min(1), {
      description: 'Which resources, in order. Default: all of the type.',
      allowed: 'at least one; left out where all resources of the type are meant',
    }).optional(),
  }),
  { description: 'Permissions on the resources of an integration.' },
);

const named = (what: string, example: string) =>
  annotate(z.strictObject({ name: text({ description: `The ${what}, by name or id.`, example }) }), {
    description: `A${/^[aeiou]/.test(what) ? 'n' : ''} ${what}.`,
  });

const queryTarget = annotate(z.strictObject({ query: aqlText('What the target is, in the Apono Query Language.') }), {
  description: 'All that a query finds. Needs `apono.preview`.',
});

const ofBundle = {
  integration: integrationTarget.optional(),
  access_scope: named('access scope', 'Production databases').optional(),
  query_target: queryTarget.optional(),
};

/** What a bundle holds. */
export const bundleTargets = annotate(
  z
    .array(
      annotate(z.strictObject(ofBundle), {
        description: 'One target: exactly one kind.',
        allowed: oneOf(BUNDLE_TARGETS),
      }),
    )
    .min(1),
  { description: 'What the bundle gives access to, in order.', allowed: 'at least one target' },
);

/** What a flow gives. */
export const flowTargets = annotate(
  z
    .array(
      annotate(z.strictObject({ ...ofBundle, bundle: named('bundle', 'Support kit').optional() }), {
        description: 'One target: exactly one kind.',
        allowed: oneOf(FLOW_TARGETS),
      }),
    )
    .min(1),
  { description: 'What is given access to, in order.', allowed: 'at least one target' },
);

/** Says where a target is not of exactly one kind, and what is wrong within one. */
export const bundleTargetProblems = (value: Readonly<Record<string, unknown>>) => targetProblems(value, BUNDLE_TARGETS);
export const flowTargetProblems = (value: Readonly<Record<string, unknown>>) => targetProblems(value, FLOW_TARGETS);

function targetProblems(value: Readonly<Record<string, unknown>>, kinds: readonly string[]): Problem[] {
  const targets = known(value.access_targets);
  if (!Array.isArray(targets)) return [];
  return targets.flatMap((each, index) => {
    const target = known(each) as Record<string, unknown> | undefined;
    if (target === undefined) return [];
    const at = ['access_targets', index];
    const { query } = (known(target.query_target) ?? {}) as Record<string, unknown>;
    return [
      ...kindProblems(target, at, kinds),
      ...scopeProblems(target.integration, [...at, 'integration']),
      ...queryWarnings(query, [...at, 'query_target', 'query']),
    ];
  });
}

function kindProblems(target: Readonly<Record<string, unknown>>, at: Path, kinds: readonly string[]): Problem[] {
  const given = kinds.filter((kind) => isGiven(target[kind]));
  // Of those that are not known yet each may be null.
  if (given.length === 1 || (given.length === 0 && kinds.some((kind) => isUnknown(target[kind])))) return [];
  const what =
    given.length === 0 ? 'The target is of no kind' : `The target is of ${given.length} kinds: ${given.join(', ')}`;
  return [
    problem('CONFLICTING_VALUES', at, what, {
      allowed: oneOf(kinds),
      next: given.length === 0 ? 'Say what access is given to.' : 'Make a target of each.',
    }),
  ];
}

function scopeProblems(integration: unknown, at: Path): Problem[] {
  const scopes = known((known(integration) as { resources_scopes?: unknown } | undefined)?.resources_scopes);
  if (!Array.isArray(scopes)) return [];
  return scopes.flatMap((each, index) => {
    const { type, key } = (known(each) ?? {}) as Record<string, unknown>;
    const path = [...at, 'resources_scopes', index, 'key'];
    if (type === 'TAG' && isMissing(key)) {
      return [
        problem('MISSING_VALUE', path, 'A scope by `TAG` names no key', {
          allowed: "the tag's key",
          next: 'Give `key`, for instance `env`.',
        }),
      ];
    }
    if (typeof type !== 'string' || type === 'TAG' || !isGiven(key)) return [];
    return [
      problem('CONFLICTING_VALUES', path, `\`key\` is given with \`${type}\``, {
        value: key,
        allowed: '`key` with `TAG` alone',
        next: 'Remove it, or write `type = "TAG"`.',
      }),
    ];
  });
}

function oneOf(kinds: readonly string[]): string {
  return `exactly one of ${kinds.join(', ')}`;
}
