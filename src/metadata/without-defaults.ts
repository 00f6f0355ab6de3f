import { accessFlow } from './access-flow/access-flow';
import { type ObjectShape, objectShapeOf, type Shape } from './shape';

type Values = Readonly<Record<string, unknown>>;

/** The values as somebody would write them: without what is the default anyway, at every depth. */
export function withoutDefaults(shape: ObjectShape, values: Values): Record<string, unknown> {
  const attribute = (name: string) => (Object.hasOwn(shape.attributes, name) ? shape.attributes[name] : undefined);
  const given = Object.entries(values).filter(([name, value]) => {
    const standard = attribute(name)?.annotation.default;
    return standard === undefined || JSON.stringify(standard) !== JSON.stringify(value);
  });
  return Object.fromEntries(given.map(([name, value]) => [name, within(attribute(name), value)]));
}

/** The same for an access flow, where one default depends on the trigger. */
export function flowWithoutDefaults(values: Values): Record<string, unknown> {
  const written = withoutDefaults(objectShapeOf(accessFlow.schema), values);
  const { settings, trigger } = written as { settings?: Values | null; trigger?: unknown };
  if (settings?.justification_required !== (trigger === 'SELF_SERVE')) return written;
  const { justification_required: _, ...rest } = settings;
  return { ...written, settings: rest };
}

function within(shape: Shape | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return shape?.kind === 'list' || shape?.kind === 'set' ? value.map((each) => within(shape.element, each)) : value;
  }
  return shape?.kind === 'object' ? withoutDefaults(shape, value as Values) : value;
}
