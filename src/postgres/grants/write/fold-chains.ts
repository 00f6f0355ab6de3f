import type { Acting } from '../act/acting';
import type { AclChange, Chain } from '../changes';

/**
 * Chains that do the same to different targets, stage by stage: the changes of one stage of all of them run together,
 * and what they do to any one target keeps its order.
 */
export function foldChains(chains: readonly Chain[], { ways }: Acting): AclChange[][] {
  const alike = new Map<string, Chain[]>();
  for (const chain of chains) {
    const key = JSON.stringify(chain.map((stage) => stage.map((each) => shapeOf(each, ways.get(each)?.actor))));
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [chain]);
    else group.push(chain);
  }
  return [...alike.values()].flatMap((group) =>
    (group[0] ?? []).map((_, stage) => onceEach(group.flatMap((chain) => chain[stage] ?? []))),
  );
}

/** Many chains may need the same schema opened. */
function onceEach(stage: readonly AclChange[]): AclChange[] {
  const seen = new Map<AclChange['target'], Set<string>>();
  return stage.filter(({ target, grantee, grantor, action, privileges }) => {
    const key = JSON.stringify([grantee, grantor, action, privileges]);
    const known = seen.get(target) ?? new Set();
    seen.set(target, known);
    return !known.has(key) && known.add(key);
  });
}

function shapeOf(change: AclChange, actor: string | undefined): unknown[] {
  const { action, target, grantee, grantor, privileges, grantable, cascade } = change;
  const column = target.kind === 'column' ? target.name : null;
  const name = grantor === target.owner ? null : grantor;
  return [action, target.kind, column, grantee, name, privileges, grantable, cascade, actor ?? null];
}
