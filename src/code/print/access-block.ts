import { type AponoMember, DEFAULT_MATCH, objectShapeOf, previewProblems } from '../../metadata';
import { type AccessMember, APONO_KINDS, type AponoDocument } from '../apono-kinds';
import { block, type Expression, type Item } from '../hcl';
import { isUnevaluated, type Known } from '../project-document';
import type { Members } from '../write-described';
import { describedExpressions } from './described-expressions';
import { attributes, comments, type Draft } from './draft';
import { beyondOlder, olderBundle, olderFlow } from './older-access';
import { type HclFlavor, resourceTypeOf } from './resource-type';

/** An access scope, bundle or access flow as a resource, with comments on what the flavor has no place for. */
export function accessBlock(
  member: AccessMember,
  thing: AponoDocument<AccessMember>,
  name: string,
  flavor: HclFlavor,
  draft: Draft,
): Item[] {
  const type = resourceTypeOf(member, thing, flavor);
  const notes = [...(thing.notes ?? []), ...notesOn(member, thing, flavor)];
  const values =
    type === APONO_KINDS[member].older
      ? (member === 'bundles' ? olderBundle : olderFlow)(thing, draft)
      : described(member, flavor === 'aponopg' ? thing : withSentDefaults(thing), name, draft);
  return [...comments(notes), block('resource', [type, name], attributes(values))];
}

/** The official provider's newer resources have the attributes of ours. */
function described(member: AccessMember, thing: object, name: string, draft: Draft): Members<Expression> {
  const { description, word } = APONO_KINDS[member];
  const refer = (to: AponoMember, attribute: string) => (given: unknown) =>
    given === undefined ? {} : { [attribute]: draft.nameOf(to, given as Known<string>) };
  return describedExpressions(objectShapeOf(description.schema), thing as Members<unknown>, {
    special: {
      'access_targets.integration.integration_name': refer('integrations', 'integration_name'),
      'access_targets.bundle.name': refer('bundles', 'name'),
      'access_targets.access_scope.name': refer('access_scopes', 'name'),
    },
    secret: draft.secretsOf(name, `the ${word} ${name}`),
  });
}

/**
 * The official provider leaves it to Apono whether a reason is needed, which wants one where nobody asks, too; and it fills
 * in no defaults within sets.
 */
function withSentDefaults(thing: object): object {
  const { settings, trigger } = thing as { settings?: object; trigger?: unknown };
  const filled = withMatchOperators(thing);
  if (typeof trigger !== 'string' || isUnevaluated(settings)) return filled;
  return { ...filled, settings: { justification_required: trigger === 'SELF_SERVE', ...settings } };
}

function withMatchOperators<T>(value: T): T {
  if (typeof value !== 'object' || value === null || isUnevaluated(value)) return value;
  if (Array.isArray(value)) return value.map(withMatchOperators) as T;
  const members = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withMatchOperators(each)]));
  const isCondition = 'type' in members && 'values' in members && !('scope_mode' in members);
  return (isCondition ? { match_operator: DEFAULT_MATCH, ...members } : members) as T;
}

function notesOn(member: AccessMember, thing: AponoDocument<AccessMember>, flavor: HclFlavor): string[] {
  if (flavor === 'aponopg') return [];
  const { older } = APONO_KINDS[member];
  const beyond = flavor === 'apono-v1' && older !== undefined ? beyondOlder(member, thing) : [];
  const newer = previewProblems(thing as Members<unknown>).map(({ path }) => path.at(-1));
  return [
    ...(beyond.length > 0 ? [`${older} has no place for ${beyond.join(', ')}: this is the newer resource.`] : []),
    ...(newer.length > 0 ? [`Needs a release of the provider after 1.9.1: ${[...new Set(newer)].join(', ')}.`] : []),
  ];
}
