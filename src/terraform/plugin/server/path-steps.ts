import { objectType } from '../attribute-type';
import type { Attributes } from '../schema';
import type { Path } from '../value/path';
import type { Type } from '../value/type';

/** One step of a path, told apart as Terraform does. */
export type Step = { readonly attribute: string } | { readonly key: string } | { readonly index: number };

/** The steps of a path, as far as Terraform can follow: up to a set, a dynamic value, or what the schema does not have. */
export function pathSteps(attributes: Attributes, path: Path): Step[] {
  const steps: Step[] = [];
  let type: Type = objectType(attributes);
  for (const part of path) {
    if (typeof type === 'string' || 'set' in type || 'tuple' in type) break;
    if ('object' in type) {
      const next: Type | undefined = Object.hasOwn(type.object, part) ? type.object[part] : undefined;
      if (next === undefined) break;
      steps.push({ attribute: String(part) });
      type = next;
    } else if ('map' in type) {
      steps.push({ key: String(part) });
      type = type.map;
    } else {
      if (!Number.isSafeInteger(part)) break;
      steps.push({ index: part as number });
      type = type.list;
    }
  }
  return steps;
}
