import { bad, type Fields, text } from './fields';

const LARGEST_BYTES = 8 * 1024;

/** Reads a query in AQL: something, and not too much of it. Its grammar is not looked at. */
export function aqlQuery(fields: Fields, key: string): string {
  const query = text(fields, key);
  if (Buffer.byteLength(query) > LARGEST_BYTES) throw bad(`${key} must be at most 8 KB`);
  return query;
}
