import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type DeclaredGrants, knownNames } from '../../metadata';
import {
  type AlreadyHeld,
  type FoundGrants,
  type GrantStatement,
  type ReadScope,
  scopeOf,
  withRolesThatMatter,
} from '../../postgres/grants';
import type { PrivateData } from '../handler-resource';

/**
 * The catalogs as they were read last, kept beside the state: Terraform plans a second time while it applies and refuses
 * any difference, so a plan is made from what was read, not from what a further look would find.
 */
export function keepCatalogs(found: FoundGrants, scope: ReadScope): PrivateData {
  return { catalogs: packed({ found: withRolesThatMatter(found, scope.grantees), scope }) };
}

/** The catalogs that are kept, where they cover all that the declarations speak of. */
export function keptCatalogs(
  { catalogs }: PrivateData,
  ...declared: readonly DeclaredGrants[]
): FoundGrants | undefined {
  if (typeof catalogs !== 'string') return undefined;
  const { found, scope } = unpacked(catalogs) as { found: FoundGrants; scope: ReadScope };
  return covers(scope, scopeOf(...declared)) && knowsOwners(found, declared) ? found : undefined;
}

/** What grantees of an additive resource held already, kept from one apply to the next under the name it has in 0.1.0. */
export function keepHeld(alreadyHeld: AlreadyHeld): PrivateData {
  return alreadyHeld.length > 0 ? { adopted: packed(alreadyHeld) } : {};
}

export function keptHeld({ adopted }: PrivateData): AlreadyHeld {
  return typeof adopted === 'string' ? (unpacked(adopted) as AlreadyHeld) : [];
}

/** The drift that an apply has put right, kept until another one does. */
export function keepMended(drift: readonly string[]): PrivateData {
  return drift.length > 0 ? { mended: packed(drift) } : {};
}

export function keptMended({ mended }: PrivateData): readonly string[] {
  return typeof mended === 'string' ? (unpacked(mended) as string[]) : [];
}

/** What a plan shows, as data: an apply may do no more. */
export function keepReviewed(statements: readonly GrantStatement[]): PrivateData {
  return { reviewed: packed(statements) };
}

/** Nothing, where no plan has kept anything: then nothing may be done. */
export function keptReviewed({ reviewed }: PrivateData): readonly GrantStatement[] {
  return typeof reviewed === 'string' ? (unpacked(reviewed) as GrantStatement[]) : [];
}

function packed(data: unknown): string {
  return deflateRawSync(Buffer.from(JSON.stringify(data))).toString('base64');
}

function unpacked(text: string): unknown {
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString());
}

/** Only roles that mattered then are kept. */
function knowsOwners({ roles }: FoundGrants, declared: readonly DeclaredGrants[]): boolean {
  const names = new Set(roles.map(({ name }) => name));
  const owners = declared.flatMap(({ default_privileges }) =>
    Object.values(default_privileges ?? {}).flatMap((entry) => knownNames(entry.owners)),
  );
  return owners.every((owner) => names.has(owner));
}

function covers(read: ReadScope, asked: ReadScope): boolean {
  const lists = ['grantees', 'wholeSchemas', 'columnsOf', 'named'] as const;
  return lists.every((name) => {
    const have = new Set(read[name].map((each) => JSON.stringify(each)));
    return asked[name].every((each) => have.has(JSON.stringify(each)));
  });
}
