import { type Path, type Problem, problem } from '../../problem';
import { parseSignature } from '../function-signature';
import type { GrantEntry } from '../grant-entries';
import { hasSignature, kindLabel, livesInSchema } from '../grant-kinds';
import { isGiven, isMissing, isUnknown } from '../unknown';
import { nameProblems, namesProblems } from './name';

/** Where the objects of a grant are, and which: as the kind has it. */
export function objectProblems(entry: GrantEntry, path: Path): Problem[] {
  const { objects } = entry;
  const schemas = isUnknown(entry.schemas) ? [] : schemaProblems(entry, [...path, 'schemas']);
  const at = [...path, 'objects'];
  const whole = wholeSchemaProblems(entry, path);
  if (whole.length > 0) return [...schemas, ...whole];
  if (isMissing(objects)) return [...schemas, ...absenceProblems(entry, at)];
  if (!Array.isArray(objects)) return schemas;
  if (entry.on === 'database') return [...schemas, namesObjects(objects, at)];
  const each = objects.flatMap((object, index) => (isUnknown(object) ? [] : oneProblem(entry, object, [...at, index])));
  const empty = objects.length === 0 ? [emptyList(entry, at)] : [];
  return [...schemas, ...empty, ...each];
}

/** What only an entry for all of its schemas has: what it leaves out. */
function wholeSchemaProblems({ on, objects, except, extensions }: GrantEntry, path: Path): Problem[] {
  // Objects that are not known yet may be left out.
  const mayBeWhole = livesInSchema(on) && !isGiven(objects);
  const misplaced = (['except', 'extensions'] as const).flatMap((name) => {
    if (mayBeWhole || !isGiven({ except, extensions }[name])) return [];
    const what = `Only an entry for all of its schemas has ${name}`;
    return [problem('CONFLICTING_VALUES', [...path, name], what, { next: `Leave ${name} out, or leave objects out.` })];
  });
  if (misplaced.length > 0 || !Array.isArray(except)) return misplaced;
  const at = [...path, 'except'];
  return except.flatMap((object, index) => (isUnknown(object) ? [] : oneProblem({ on }, object, [...at, index])));
}

function schemaProblems({ on, schemas }: GrantEntry, at: Path): Problem[] {
  const label = kindLabel(on);
  if (livesInSchema(on)) {
    const next = `Name the schemas of the ${label}s.`;
    if (schemas == null) return [problem('MISSING_VALUE', at, `The schemas of the ${label}s are not named`, { next })];
    return namesProblems(schemas, at, `The schema of the ${label}s`, next);
  }
  if (schemas == null) return [];
  const next = on === 'schema' ? 'Put the names of the schemas into objects.' : 'Leave schemas out.';
  return [problem('CONFLICTING_VALUES', at, `A ${label} lives in no schema`, { value: schemas, next })];
}

function absenceProblems({ on }: GrantEntry, at: Path): Problem[] {
  if (on === 'database' || livesInSchema(on)) return [];
  return [problem('MISSING_VALUE', at, `A grant on a ${kindLabel(on)} must name its objects`)];
}

function namesObjects(objects: readonly string[], at: Path): Problem {
  return problem('CONFLICTING_VALUES', at, 'A grant on the database names no objects', {
    value: objects,
    next: "Leave objects out: the database is the resource's own `database`.",
  });
}

function emptyList({ on }: GrantEntry, at: Path): Problem {
  const label = kindLabel(on);
  return problem('INVALID_VALUE', at, 'The list of objects is empty', {
    next: livesInSchema(on) ? `Leave objects out for every ${label} of the schemas.` : `Name the ${label}s.`,
  });
}

function oneProblem({ on }: Pick<GrantEntry, 'on'>, object: string, at: Path): Problem[] {
  const name = nameProblems(object, at, `The ${kindLabel(on)}`);
  if (name.length > 0 || typeof object !== 'string') return name;
  if (on === 'large_object' && !/^[1-9]\d{0,9}$/.test(object)) {
    const more = { value: object, allowed: 'digits' };
    return [problem('INVALID_VALUE', at, 'A large object is named by its oid', more)];
  }
  const fault = hasSignature(on) ? parseSignature(object).fault : undefined;
  if (fault === undefined) return [];
  const more = { value: object, allowed: 'name(type, ...), as in "add(integer, text)"' };
  return [problem('GRANT_SIGNATURE', at, fault, more)];
}
