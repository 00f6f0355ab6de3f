import { textOf } from '../print/value';
import { evaluated, isUnevaluated, type Known } from '../project-document';
import type { Members } from '../write-described';
import type { References } from './references';
import type { Source } from './source';

/** The prop, where the constructs do not come to the same of themselves; an empty list where there is to be nothing. */
export function ignoreGrantorsProp(given: unknown, server: Known<string>, references: References): Members<Source> {
  const byDefault = references.ignoredByDefault(textOf(server));
  const wanted = isUnevaluated(given) ? given : ((given ?? []) as readonly unknown[]);
  if (!isUnevaluated(wanted)) {
    const names = wanted.map((each) => evaluated(each)).sort();
    if (JSON.stringify(names) === JSON.stringify(byDefault)) return {};
  }
  return { ignoreGrantors: isUnevaluated(wanted) ? references.list(wanted) : references.any(wanted) };
}
