import { integration, NO_CHANGE, objectShapeOf, type ReviewChange } from '../metadata';
import type { PlannedResource, Values } from './planned-resource';

const SHAPE = objectShapeOf(integration.schema).attributes;
const ATTRIBUTES = Object.keys(SHAPE).filter((name) => SHAPE[name]?.annotation.readOnly !== true);

/** What becomes of an integration at Apono. */
export function integrationChanges({ address, action, before, after }: PlannedResource): ReviewChange[] {
  const common = { ...NO_CHANGE, address, kind: 'integration', on: 'integration' } as const;
  const goes = action === 'delete' || action === 'replace';
  const former = action === 'update' ? before : null;
  const changed = ATTRIBUTES.filter((name) => !same(former?.[name], after?.[name]));
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
