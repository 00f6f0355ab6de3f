import type { Outcome, Planned, ResourceState, Values } from '../handler/handler-resource';
import { sameValue } from '../handler/same-value';
import { isUnknown, objectShapeOf, type Shape } from '../metadata';
import type { Path, Problem } from '../problem';
import type { DocumentKind } from './document-kind';

/** What happens to one thing. */
export type Action = 'none' | 'create' | 'update' | 'replace' | 'delete';

/** What a document does to one thing. */
export interface Change {
  readonly kind: DocumentKind;
  readonly key: string;
  /** Where it stands in the document; empty for what stands there no more. */
  readonly path: Path;
  readonly action: Action;
  /** As written; empty for what is deleted. */
  readonly config: Values;
  /** As found or read again; null for what is not there. */
  readonly prior: Outcome | null;
  /** Null for what is deleted. */
  readonly planned: Planned | null;
  /** The SQL, in order; undefined where it is only known while applying, or is another system's affair. */
  readonly statements: readonly string[] | undefined;
  readonly attributes: Readonly<Record<string, AttributeChange>>;
  readonly problems: readonly Problem[];
}

/** One attribute as it is and as it is to be; what is secret is left out. */
export interface AttributeChange {
  readonly before: unknown;
  readonly after: unknown;
}

/** The change from what was found to what was planned. */
export function changeOf(
  kind: DocumentKind,
  at: Pick<Change, 'key' | 'path' | 'config' | 'prior' | 'problems'>,
  planned: Planned,
): Change {
  const attributes = differing(kind, at.prior, planned);
  const { statements: shown } = planned.values;
  const later = isUnknown(shown);
  const anew = Array.isArray(shown) && shown.length > 0 && !sameList(shown, at.prior?.values.statements);
  const changes = Object.keys(attributes).length > 0 || later || anew;
  const action = actionOf(kind, at.prior, planned, changes, anew || later);
  const statements = Array.isArray(shown) ? (anew ? (shown as string[]) : []) : undefined;
  return { ...at, kind, action, planned, statements, attributes };
}

/** The change of something that is to go. */
export function deletion(kind: DocumentKind, key: string, prior: Outcome, problems: readonly Problem[]): Change {
  return {
    kind,
    key,
    path: [],
    action: 'delete',
    config: {},
    prior,
    planned: null,
    statements: undefined,
    attributes: {},
    problems,
  };
}

function actionOf(
  kind: DocumentKind,
  prior: ResourceState | null,
  planned: Planned,
  changes: boolean,
  runs: boolean,
): Action {
  if (prior === null) return kind.is === 'thing' || runs ? 'create' : 'none';
  if (!changes) return 'none';
  return (planned.replaces ?? []).length > 0 ? 'replace' : 'update';
}

function differing(kind: DocumentKind, prior: ResourceState | null, planned: Planned): Change['attributes'] {
  const { attributes } = objectShapeOf(kind.resource.description.schema);
  const entries = Object.entries(attributes).flatMap(([name, shape]) => {
    if (shape.annotation.readOnly || holdsSecret(shape)) return [];
    const [before, after] = [prior?.values[name] ?? null, planned.values[name] ?? null];
    return sameValue(shape, before, after) ? [] : [[name, { before, after }] as const];
  });
  return Object.fromEntries(entries);
}

function holdsSecret({ annotation }: Shape): boolean {
  return annotation.writeOnly === true || annotation.sensitive === true;
}

function sameList(one: readonly unknown[], other: unknown): boolean {
  return Array.isArray(other) && one.length === other.length && one.every((each, index) => each === other[index]);
}
