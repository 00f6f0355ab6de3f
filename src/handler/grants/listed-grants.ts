import { DEFAULT_GRANTS_NAME, type DeclaredGrants, PUBLIC } from '../../metadata';
import {
  exportGrants,
  exportScope,
  type FoundGrants,
  leftOutGrants,
  readGrants,
  readUndeclarable,
} from '../../postgres/grants';
import { namesWithTwin } from '../../postgres/roles';
import type { Session } from '../../postgres/session';
import type { Problem } from '../../problem';
import type { Listed } from '../handler-resource';
import { type LeftOut, warningsOf } from '../listing/left-out';
import { leftOutOfDatabase } from '../listing/left-out-parts';
import { isOfAny } from '../listing/wanted-names';
import { isNameable } from '../nameable';
import { nameOfGrantee } from './grantee-name';
import { importedValues } from './imported-values';
import { nameable } from './nameable';

/** What all grantees hold in a database, as one: none where they hold nothing. */
export async function grantsOfAll(session: Session, server: string): Promise<Listed[]> {
  const found = await readGrants(session, exportScope());
  const exported = exportGrants(found);
  const grantees = granteesOf(exported);
  if (grantees.length === 0) return [];
  const { declared, left } = nameable(exported);
  const problems = [
    ...(await leftOut(session, found, grantees)),
    ...warningsOf([mistakenNames(declared.database, left)]),
  ];
  return left.length > 0 ? [{ problems }] : [listedThing(declared, server, DEFAULT_GRANTS_NAME, problems)];
}

/** Which grantees are listed, one by one. */
export interface GranteesWanted {
  /** `*` stands for any characters. */
  readonly patterns: readonly string[];
  /** Those that are named in full: then also superusers, the system's own and `public`. */
  readonly named: readonly string[];
  readonly except: unknown;
}

/** What grantees hold in a database, each by itself: none that holds nothing. */
export async function grantsByGrantee(
  session: Session,
  server: string,
  { patterns, named, except }: GranteesWanted,
): Promise<Listed[]> {
  const roles = named.filter((name) => name !== PUBLIC);
  const found = await readGrants(session, { ...exportScope({ grantees: roles }), everyGrantee: true });
  const holders = [...new Set([...granteesOf(exportGrants(found)), ...roles])].sort();
  const wanted = holders.filter((name) => isOfAny(name, patterns) && !isOfAny(name, except));
  const twins = new Set(await namesWithTwin(session, wanted));
  const listed = wanted.map((grantee) => declaredOf(found, grantee, twins));
  if (named.includes(PUBLIC) && !isOfAny(PUBLIC, except)) {
    listed.push(declaredOf(await readGrants(session, exportScope({ grantees: [PUBLIC] })), PUBLIC, twins));
  }
  const left = listed.flatMap(({ left }) => left);
  const problems = [...(await leftOut(session, found, wanted)), ...warningsOf([mistakenNames(found.database, left)])];
  const things = listed
    .filter(({ declared, left }) => left.length === 0 && granteesOf(declared).length > 0)
    .map(({ grantee, declared }) => listedThing(declared, server, nameOfGrantee(grantee), [], grantee));
  return problems.length > 0 ? [{ problems }, ...things] : things;
}

interface DeclaredOf {
  readonly grantee: string;
  readonly declared: DeclaredGrants;
  /** What stands in the way of an import. */
  readonly left: readonly string[];
}

function declaredOf(found: FoundGrants, grantee: string, twins: ReadonlySet<string>): DeclaredOf {
  const exported = exportGrants(found, { grantees: [grantee] });
  const isMistaken = granteesOf(exported).length > 0 && (twins.has(grantee) || !isNameable(grantee));
  return { grantee, declared: exported, left: isMistaken ? [grantee] : nameable(exported).left };
}

function listedThing(
  declared: DeclaredGrants,
  server: string,
  name: string,
  problems: readonly Problem[],
  grantee?: string,
): Listed {
  const { database } = declared;
  return {
    identity: { server, database, name },
    displayName: grantee === undefined ? database : `${database}: ${grantee}`,
    values: importedValues({ server, name }, declared),
    ...(problems.length > 0 && { problems }),
  };
}

function granteesOf({ grants = {}, default_privileges = {} }: DeclaredGrants): string[] {
  const entries = [...Object.values(grants), ...Object.values(default_privileges)];
  return [...new Set(entries.flatMap(({ grantees }) => grantees))];
}

/** What no grants of one database can hold. */
async function leftOut(session: Session, found: FoundGrants, grantees: readonly string[]): Promise<Problem[]> {
  const { types } = await readUndeclarable(session);
  return warningsOf(leftOutOfDatabase(found.database, leftOutGrants(found, { grantees }), { types, system: [] }));
}

function mistakenNames(database: string, names: readonly string[]): LeftOut {
  return {
    what: `grants in ${database} that name what Terraform would take for something else, of a form other than Unicode normal form C, like another in it, or with a line break`,
    names,
    next: 'Rename it on the server, or list the other grantees by `grantees`.',
  };
}
