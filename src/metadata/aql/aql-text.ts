import * as z from 'zod';
import { type Path, type Problem, problem } from '../../problem';
import { annotate } from '../annotation';
import { KEYED_FIELDS, PLAIN_FIELDS } from './fields';
import { parseAql } from './parse-aql';
import { AqlError } from './tokens';

/** The most bytes that Apono takes of a query. */
export const LONGEST_QUERY = 8192;

/** A query, parsed when it is checked. */
export function aqlText(description: string): z.ZodString {
  const schema = z.string().superRefine((query, context) => {
    const fault = queryFault(query);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
  return annotate(schema, {
    description,
    allowed: `fields compared with texts in double quotes, joined by and, or, not; at most ${LONGEST_QUERY} bytes`,
    next: 'See https://docs.apono.io/docs/inventory/apono-query-language.',
    example: 'resource_type = "postgresql-database" and resource_tag["env"] = "prod"',
  });
}

/** What is wrong with a query, with line and column; undefined where nothing is. */
export function queryFault(query: string): string | undefined {
  const bytes = Buffer.byteLength(query, 'utf8');
  if (bytes > LONGEST_QUERY) return `has ${bytes} bytes`;
  try {
    parseAql(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof AqlError)) throw error;
    const { line, column } = error.at;
    return `is no query, at line ${line}, column ${column}: ${error.message}`;
  }
}

/** Says which fields of a query were not checked, since this package does not know them. */
export function queryWarnings(query: unknown, path: Path): Problem[] {
  if (typeof query !== 'string' || queryFault(query) !== undefined) return [];
  return parseAql(query).unknownFields.map(({ name, line, column }) =>
    problem(
      'NOT_CHECKED',
      path,
      `The field \`${name}\`, at line ${line}, column ${column} of the query, was not checked: this package does not know it`,
      {
        severity: 'warning',
        value: name,
        allowed: [...PLAIN_FIELDS, ...KEYED_FIELDS.map((each) => `${each}["key"]`)].join(', '),
        next: 'Make sure that Apono knows it: try the query on its page Inventory.',
      },
    ),
  );
}
