import { type Path, type Problem, problem } from '../../problem';
import type { DefaultPrivilegeEntry } from '../grant-entries';
import { DEFAULT_PRIVILEGE_KINDS, kindLabel, PUBLIC, targetKind } from '../grant-kinds';
import { giveOneOf } from '../nearest';
import { isUnknown } from '../unknown';
import { granteeProblems } from './grant-entry';
import { namesProblems } from './name';
import { privilegeProblems } from './privileges';

/** What is wrong with one entry of `default_privileges`. */
export function defaultPrivilegeProblems(entry: DefaultPrivilegeEntry, path: Path): Problem[] {
  const names = [...granteeProblems(entry.grantees, path), ...ownerProblems(entry.owners, [...path, 'owners'])];
  if (isUnknown(entry.on)) return names;
  if (!DEFAULT_PRIVILEGE_KINDS.includes(entry.on)) {
    const what = 'There are no default privileges on this kind of object';
    const more = {
      value: entry.on,
      allowed: DEFAULT_PRIVILEGE_KINDS.join(', '),
      next: giveOneOf(entry.on, DEFAULT_PRIVILEGE_KINDS),
    };
    return [...names, problem('INVALID_VALUE', [...path, 'on'], what, more)];
  }
  const schemas = schemaProblems(entry, [...path, 'schemas']);
  return [...names, ...schemas, ...privilegeProblems(entry, targetKind(entry.on, false), path)];
}

function ownerProblems(owners: readonly string[], at: Path): Problem[] {
  const next = 'Name the roles whose future objects are meant, or remove the entry.';
  const nobody = Array.isArray(owners) ? owners.indexOf(PUBLIC) : -1;
  const more = { value: PUBLIC, allowed: "roles' names" };
  return [
    ...namesProblems(owners, at, 'The owner', next),
    ...(nobody < 0 ? [] : [problem('INVALID_VALUE', [...at, nobody], 'PUBLIC owns nothing', more)]),
  ];
}

function schemaProblems({ on, schemas }: DefaultPrivilegeEntry, at: Path): Problem[] {
  if (isUnknown(schemas) || schemas == null) return [];
  if (on !== 'schema' && on !== 'large_object') {
    return namesProblems(schemas, at, 'The schema', 'Name the schemas, or leave schemas out for the whole database.');
  }
  return [
    problem('CONFLICTING_VALUES', at, `A ${kindLabel(on)} lives in no schema`, {
      value: schemas,
      next: `Leave schemas out: default privileges on ${kindLabel(on)}s hold for the whole database.`,
    }),
  ];
}
