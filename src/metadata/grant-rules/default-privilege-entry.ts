import { type Path, type Problem, problem } from '../../problem';
import type { DefaultPrivilegeEntry } from '../grant-entries';
import { DEFAULT_PRIVILEGE_KINDS, kindLabel, PUBLIC, targetKind } from '../grant-kinds';
import { isUnknown } from '../unknown';
import { nameProblems } from './name';
import { privilegeProblems } from './privileges';

/** What is wrong with one entry of `default_privileges`. */
export function defaultPrivilegeProblems(entry: DefaultPrivilegeEntry, path: Path): Problem[] {
  const names = [
    ...nameProblems(entry.grantee, [...path, 'grantee'], 'The grantee'),
    ...ownerProblems(entry.owner, [...path, 'owner']),
  ];
  if (isUnknown(entry.on)) return names;
  if (!DEFAULT_PRIVILEGE_KINDS.includes(entry.on)) {
    const what = 'There are no default privileges on this kind of object';
    const more = { value: entry.on, allowed: DEFAULT_PRIVILEGE_KINDS.join(', ') };
    return [...names, problem('INVALID_VALUE', [...path, 'on'], what, more)];
  }
  const schema = schemaProblems(entry, [...path, 'schema']);
  return [...names, ...schema, ...privilegeProblems(entry, targetKind(entry.on, false), path)];
}

function ownerProblems(owner: string, at: Path): Problem[] {
  if (owner !== PUBLIC) return nameProblems(owner, at, 'The owner');
  return [problem('INVALID_VALUE', at, 'PUBLIC owns nothing', { value: PUBLIC, allowed: "a role's name" })];
}

function schemaProblems({ on, schema }: DefaultPrivilegeEntry, at: Path): Problem[] {
  if (isUnknown(schema) || schema == null) return [];
  if (on !== 'schema' && on !== 'large_object') return nameProblems(schema, at, 'The schema');
  return [
    problem('CONFLICTING_VALUES', at, `A ${kindLabel(on)} lives in no schema`, {
      value: schema,
      next: `Leave schema out: default privileges on ${kindLabel(on)}s hold for the whole database.`,
    }),
  ];
}
