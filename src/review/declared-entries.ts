import { hasSignature, livesInSchema, NO_CHANGE, parseSignature, type ReviewChange, spellPrivilege } from '../metadata';
import { printedType } from '../postgres/reviewed';
import type { Values } from './planned-resource';

/**
 * What the values of a resource declare, a change for each entry; one without privileges says that nothing must be held.
 * What is not known yet is left out.
 */
export function declaredEntries(values: Values | null): ReviewChange[] {
  const { server, database, grants, default_privileges } = values ?? {};
  const at = { server: textOf(server), database: textOf(database) };
  return [
    ...entriesOf(grants).map((entry) => grantOf(entry, at.database)),
    ...entriesOf(default_privileges).map(defaultOf),
  ].map((change) => ({ ...GAIN, ...at, ...change }) as ReviewChange);
}

const GAIN = { ...NO_CHANGE, effect: 'gain', cause: 'declared' } as const;

function grantOf(entry: Values, database: string | null): Partial<ReviewChange> {
  const on = String(entry.on) as ReviewChange['on'];
  const inSchemas = livesInSchema(on as never);
  const named = (names: unknown) =>
    texts(names).map((each) => (hasSignature(on as never) ? printedSignature(each) : each));
  const objects = Array.isArray(entry.objects) ? named(entry.objects) : null;
  return {
    kind: 'privilege',
    grantees: texts(entry.grantees),
    on,
    schemas: inSchemas ? texts(entry.schemas) : null,
    objects: objects ?? (on === 'database' && database !== null ? [database] : null),
    ...(texts(entry.except).length > 0 && { except: named(entry.except) }),
    ...(entry.extensions === 'skip' && { extensions: 'skip' as const }),
    columns: Array.isArray(entry.columns) ? texts(entry.columns) : null,
    privileges: texts(entry.privileges).map(spellPrivilege),
    with_grant_option: entry.with_grant_option === true,
  };
}

/** `add(int,text)` as PostgreSQL names it. */
function printedSignature(written: string): string {
  const { name, args } = parseSignature(written);
  return args === undefined ? written : `${name}(${args.map(printedType).join(', ')})`;
}

function defaultOf(entry: Values): Partial<ReviewChange> {
  return {
    kind: 'default_privilege',
    grantees: texts(entry.grantees),
    on: String(entry.on),
    owners: texts(entry.owners),
    schemas: Array.isArray(entry.schemas) ? texts(entry.schemas) : null,
    privileges: texts(entry.privileges).map(spellPrivilege),
    with_grant_option: entry.with_grant_option === true,
  };
}

/** Whether an entry speaks of the place of a single change: its grantee, its object, its columns. */
export function speaksOf(entry: ReviewChange, single: ReviewChange): boolean {
  if (entry.kind !== single.kind || !sameKind(entry.on, single.on)) return false;
  if (!overlaps(entry.grantees, single.grantees)) return false;
  if (entry.kind === 'default_privilege') {
    return (
      overlaps(entry.owners ?? [], single.owners ?? []) &&
      (entry.schemas === null ? single.schemas === null : overlaps(entry.schemas, single.schemas ?? []))
    );
  }
  if (entry.schemas !== null && !overlaps(entry.schemas, single.schemas ?? [])) return false;
  if (entry.columns !== null && !overlaps(entry.columns, single.columns ?? [])) return false;
  const [object] = single.objects ?? [];
  if (object === undefined) return entry.objects === null;
  if (entry.objects === null) return !entry.except?.some((each) => sameObject(each, object, entry.on));
  return entry.objects.some((each) => sameObject(each, object, entry.on));
}

/** Whether it declares what a single change of its place takes away. */
export function declares(entry: ReviewChange, single: ReviewChange): boolean {
  if (single.with_grant_option && !entry.with_grant_option) return false;
  return entry.privileges.includes('ALL') || single.privileges.every((each) => entry.privileges.includes(each));
}

function sameKind(entry: string, found: string): boolean {
  return entry === found || (entry === 'routine' && (found === 'function' || found === 'procedure'));
}

function sameObject(written: string, found: string, on: string): boolean {
  if (written === found) return true;
  if (!hasSignature(on as never)) return false;
  // Types have several spellings: that as many arguments are named is all that can be told without the server.
  const [one, other] = [parseSignature(written), parseSignature(found)];
  return one.name === other.name && (one.args === undefined || one.args.length === other.args?.length);
}

/** A map by label; a list, as in the form of 0.2, as well. */
function entriesOf(value: unknown): Values[] {
  const all = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return all.filter((each): each is Values => typeof each === 'object' && each !== null);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function overlaps(one: readonly string[], other: readonly string[]): boolean {
  return one.some((each) => other.includes(each));
}
