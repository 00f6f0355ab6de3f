import {
  accessFlow,
  accessScope,
  bundle,
  type Description,
  integration,
  NO_CHANGE,
  objectShapeOf,
  type ReviewChange,
  settableNames,
} from '../metadata';
import type { AponoType, PlannedResource, Values } from './planned-resource';

/** The resources of what is at Apono: how reviews call each, and its description. */
const THINGS = {
  aponopg_integration: { kind: 'integration', description: integration },
  aponopg_access_scope: { kind: 'access_scope', description: accessScope },
  aponopg_bundle: { kind: 'bundle', description: bundle },
  aponopg_access_flow: { kind: 'access_flow', description: accessFlow },
} as const satisfies Record<AponoType, { kind: ReviewChange['kind']; description: Description }>;

/** What becomes of something at Apono. */
export function aponoChanges(type: AponoType, { address, action, before, after }: PlannedResource): ReviewChange[] {
  const { kind, description } = THINGS[type];
  const common = { ...NO_CHANGE, address, kind, on: kind };
  const goes = action === 'delete' || action === 'replace';
  const former = action === 'update' ? before : null;
  const changed = [...settableNames(objectShapeOf(description.schema)), 'summary'].filter(
    (name) => !same(former?.[name], after?.[name]),
  );
  const attributes = Object.fromEntries(changed.map((name) => [name, after?.[name] ?? null]));
  return [
    ...(goes ? [{ ...common, effect: 'drop' as const, cause: 'destroy' as const, objects: [nameOf(before)] }] : []),
    ...(after === null
      ? []
      : [
          {
            ...common,
            effect: former === null ? ('create' as const) : ('alter' as const),
            cause: 'declared' as const,
            objects: [nameOf(former ?? after)],
            attributes,
          },
        ]),
  ];
}

function nameOf(values: Values | null): string {
  return typeof values?.name === 'string' ? values.name : '(not known yet)';
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
