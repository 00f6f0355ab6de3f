import { kindLabel, namesMeant, parseSignature, type TargetKind } from '../../../metadata';
import type { Problem } from '../../../problem';
import { argumentsMatch } from '../found/argument-types';
import type { FoundIndex, Target } from '../found/found-index';

/**
 * The one function that a declared name and signature mean. A bare name is enough where the schema has one of that name.
 */
export function matchFunction(
  written: string,
  kinds: readonly TargetKind[],
  schema: string,
  index: FoundIndex,
): { target: Target } | { fault: string; missing?: true; more: Partial<Problem> } {
  const all = kinds.flatMap((kind) => index.place(kind, schema)?.targets ?? []);
  const what = kinds.map(kindLabel).join(' or ');
  const bare = firstHits(namesMeant(written), (name) => all.filter((each) => each.name === name));
  const [only, ...others] = bare;
  if (only !== undefined && others.length === 0) return { target: only };
  const list = (targets: readonly Target[]) => targets.map((each) => each.signature ?? '').join('; ');
  if (bare.length > 1) {
    return {
      fault: `The name alone is not enough: schema ${schema} has ${bare.length} of them`,
      more: { allowed: list(bare), next: 'Write the signature.' },
    };
  }
  const signature = parseSignature(written);
  if (signature.fault !== undefined) return { fault: signature.fault, more: {} };
  const own = signature.name.startsWith(`${schema}.`) ? signature.name.slice(schema.length + 1) : signature.name;
  const sameName = firstHits([...namesMeant(signature.name), ...namesMeant(own)], (name) =>
    all.filter((each) => each.name === name),
  );
  const args = signature.args;
  const hits = args === undefined ? [] : sameName.filter((each) => argumentsMatch(args, each.args ?? []));
  const [hit, ...more] = hits;
  if (hit !== undefined && more.length === 0) return { target: hit };
  if (hit !== undefined) {
    return {
      fault: 'The signature is ambiguous',
      more: { allowed: list(hits), next: 'Write the argument types with their schemas.' },
    };
  }
  if (sameName.length > 0) {
    return {
      fault: `Schema ${schema} has no ${what} with these argument types`,
      missing: true,
      more: { allowed: list(sameName), next: 'Write the signature of one that exists.' },
    };
  }
  return {
    fault: `Schema ${schema} has no ${what} of this name`,
    missing: true,
    more: { next: 'Create it before this runs, or correct the name.' },
  };
}

function firstHits(names: readonly string[], find: (name: string) => Target[]): Target[] {
  for (const name of names) {
    const hits = find(name);
    if (hits.length > 0) return hits;
  }
  return [];
}
