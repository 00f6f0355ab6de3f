import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DeclaredGrants } from '../../metadata';
import {
  type AlreadyHeld,
  type FoundGrants,
  type GrantStatement,
  granteesOf,
  type Memory,
  withWhatMatters,
} from '../../postgres/grants';
import type { PrivateData } from '../handler-resource';

/**
 * What matters of the catalogs as they were read last, kept beside the state: Terraform plans a second time while it
 * applies and refuses any difference, so a plan is made from what was read, not from what a further look would find.
 */
export function keepCatalogs(found: FoundGrants, declared: DeclaredGrants): PrivateData {
  const grantees = [...granteesOf(declared)].sort();
  return { catalogs: packed({ found: withWhatMatters(found, declared), scope: { grantees } }) };
}

/** The catalogs that are kept. */
export function keptCatalogs({ catalogs }: PrivateData): Memory | undefined {
  if (typeof catalogs !== 'string') return undefined;
  const { found, scope } = unpacked(catalogs) as { found: FoundGrants; scope: { grantees: readonly string[] } };
  return { found, grantees: scope.grantees };
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

/** What a plan says will be taken from grantees that come new, a line each: an apply may take no more. */
export function keepTaken(taken: readonly string[]): PrivateData {
  return { taken: packed(taken) };
}

/** Undefined where no plan could hand it on. */
export function keptTaken({ taken }: PrivateData): readonly string[] | undefined {
  return typeof taken === 'string' ? (unpacked(taken) as string[]) : undefined;
}

function packed(data: unknown): string {
  return deflateRawSync(Buffer.from(JSON.stringify(data))).toString('base64');
}

function unpacked(text: string): unknown {
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString());
}

/** What was declared before: where something takes its place, that goes with it. */
export function keepBefore(before: DeclaredGrants): PrivateData {
  return { before: packed(before) };
}

export function keptBefore({ before }: PrivateData): DeclaredGrants | undefined {
  return typeof before === 'string' ? (unpacked(before) as DeclaredGrants) : undefined;
}

/** Of a create, what is declared by those that it takes the place of. */
export function keepReplaced(replaced: readonly DeclaredGrants[]): PrivateData {
  return replaced.length > 0 ? { replaced: packed(replaced) } : {};
}

/** Nothing, where no plan could hand it on. */
export function keptReplaced({ replaced }: PrivateData): readonly DeclaredGrants[] {
  return typeof replaced === 'string' ? (unpacked(replaced) as DeclaredGrants[]) : [];
}
