import * as z from 'zod';
import { type Annotation, annotate } from './annotation';
import { PUBLIC } from './grant-kinds';

const BYTES = 63;

/**
 * A role's name: what CREATE ROLE accepts without cutting it short.
 *
 * @see https://www.postgresql.org/docs/current/sql-createrole.html
 */
export function roleName(annotation: Annotation): z.ZodString {
  return refined(
    roleNameFault,
    annotation,
    '1 to 63 bytes of UTF-8 without NUL and line breaks; neither `public`, `none` nor beginning with `pg_`',
  );
}

/** The name of a role that is there already: predefined roles (`pg_…`) are allowed, PUBLIC is not. */
export function existingRoleName(annotation: Annotation): z.ZodString {
  return refined(
    (name) => (name === PUBLIC || name === 'none' ? 'is no role' : identifierFault(name)),
    annotation,
    '1 to 63 bytes of UTF-8 without NUL, and not `public`',
  );
}

/** Any name PostgreSQL allows for a database, a schema and the like. */
export function identifier(annotation: Annotation): z.ZodString {
  return refined(identifierFault, annotation, '1 to 63 bytes of UTF-8 without NUL');
}

/** A name as an entry of grants has it, functions with their signature: of any length. */
export function objectName(annotation: Annotation): z.ZodString {
  return refined(nameFault, annotation, 'a text that is not empty');
}

/** What is wrong with a name, or undefined. */
export function identifierFault(name: string): string | undefined {
  const fault = nameFault(name);
  if (fault !== undefined) return fault;
  const bytes = Buffer.byteLength(name, 'utf8');
  return bytes > BYTES ? `has ${bytes} bytes; PostgreSQL cuts names at ${BYTES}` : undefined;
}

/**
 * Terraform brings every text into Unicode's normal form C: of a name in another form it would make another name, which
 * may be somebody else's.
 */
function nameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.includes('\0')) return 'holds a NUL character';
  if (/\p{Surrogate}/u.test(name)) return 'is not well-formed Unicode';
  return name.normalize('NFC') === name ? undefined : NOT_NORMAL;
}

/** What is said of such a name. */
const NOT_NORMAL = 'is not in Unicode normal form C, as which Terraform takes it: it would mean another name';

function roleNameFault(name: string): string | undefined {
  if (/[\r\n]/.test(name)) return 'holds a line break';
  if (name === PUBLIC || name === 'none') return 'is a reserved word';
  if (name.startsWith('pg_')) return 'begins with `pg_`, which PostgreSQL keeps for itself';
  return identifierFault(name);
}

function refined(fault: (name: string) => string | undefined, annotation: Annotation, allowed: string): z.ZodString {
  const schema = z.string().superRefine((name, context) => {
    const found = fault(name);
    if (found !== undefined) context.addIssue({ code: 'custom', message: found });
  });
  return annotate(schema, { allowed, ...annotation });
}
