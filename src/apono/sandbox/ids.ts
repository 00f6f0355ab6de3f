import { createHash } from 'node:crypto';

/** An id of 64 hexadecimal digits, as Apono gives permissions and resources; the same parts have the same one in every run. */
export function hashId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A UUID; the same parts have the same one in every run. */
export function uuidOf(...parts: readonly string[]): string {
  const hash = hashId(...parts);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
