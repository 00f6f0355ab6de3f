import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type DeclaredGrants, type FoundGrants, type ReadScope, scopeOf } from '../../postgres/grants';
import type { Marks } from '../resource';

/**
 * The catalogs as they were read last, kept beside the state: Terraform plans a second time while it applies and refuses
 * any difference, so a plan is made from what was read, not from what a further look would find.
 */
export function rememberFound(found: FoundGrants, scope: ReadScope): Marks {
  const packed = deflateRawSync(Buffer.from(JSON.stringify({ found, scope }))).toString('base64');
  return { catalogs: packed };
}

/** What is remembered, where it covers all that the declarations speak of. */
export function rememberedFor(marks: Marks, ...declared: readonly DeclaredGrants[]): FoundGrants | undefined {
  if (typeof marks.catalogs !== 'string') return undefined;
  const unpacked = inflateRawSync(Buffer.from(marks.catalogs, 'base64')).toString();
  const { found, scope } = JSON.parse(unpacked) as { found: FoundGrants; scope: ReadScope };
  return covers(scope, scopeOf(...declared)) ? found : undefined;
}

function covers(read: ReadScope, asked: ReadScope): boolean {
  const lists = ['grantees', 'wholeSchemas', 'columnsOf', 'named'] as const;
  return lists.every((name) => {
    const have = new Set(read[name].map((each) => JSON.stringify(each)));
    return asked[name].every((each) => have.has(JSON.stringify(each)));
  });
}
