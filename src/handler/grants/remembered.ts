import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DeclaredGrants } from '../../metadata';
import { type Adopted, type FoundGrants, type ReadScope, scopeOf } from '../../postgres/grants';
import type { Marks } from '../resource';

/**
 * The catalogs as they were read last, kept beside the state: Terraform plans a second time while it applies and refuses
 * any difference, so a plan is made from what was read, not from what a further look would find.
 */
export function rememberFound(found: FoundGrants, scope: ReadScope): Marks {
  return { catalogs: packed({ found, scope }) };
}

/** What an additive resource had found there already, kept from one apply to the next. */
export function rememberAdopted(adopted: Adopted): Marks {
  return adopted.length > 0 ? { adopted: packed(adopted) } : {};
}

export function adoptedFrom({ adopted }: Marks): Adopted {
  return typeof adopted === 'string' ? (unpacked(adopted) as Adopted) : [];
}

/** What is remembered, where it covers all that the declarations speak of. */
export function rememberedFor(marks: Marks, ...declared: readonly DeclaredGrants[]): FoundGrants | undefined {
  if (typeof marks.catalogs !== 'string') return undefined;
  const { found, scope } = unpacked(marks.catalogs) as { found: FoundGrants; scope: ReadScope };
  return covers(scope, scopeOf(...declared)) ? found : undefined;
}

function packed(data: unknown): string {
  return deflateRawSync(Buffer.from(JSON.stringify(data))).toString('base64');
}

function unpacked(text: string): unknown {
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString());
}

function covers(read: ReadScope, asked: ReadScope): boolean {
  const lists = ['grantees', 'wholeSchemas', 'columnsOf', 'named'] as const;
  return lists.every((name) => {
    const have = new Set(read[name].map((each) => JSON.stringify(each)));
    return asked[name].every((each) => have.has(JSON.stringify(each)));
  });
}
