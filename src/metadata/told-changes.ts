import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { type ReviewChange, review } from './review';

/**
 * The line that a warning ends with where it tells of changes: `[aponopg:GRANT_PASSED_ON q1YqSw==]`, packed, since
 * people read the lines above it.
 */
export function tellChanges(code: string, changes: readonly object[]): string {
  return `[aponopg:${code} ${deflateRawSync(Buffer.from(JSON.stringify(changes))).toString('base64')}]`;
}

/** The code of a warning of ours and the changes that it tells of, from its detail. */
export function readTold(detail: string): { readonly code: string | null; readonly changes: readonly ReviewChange[] } {
  const code = /^Code: ([A-Z_]+)$/m.exec(detail)?.[1] ?? null;
  const packed = /^\[aponopg:[A-Z_]+ ([A-Za-z0-9+/=]+)\]$/m.exec(detail)?.[1];
  if (packed === undefined) return { code, changes: [] };
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: LARGEST }).toString();
    return { code, changes: z.array(review.schema.shape.changes.element).parse(JSON.parse(text)) };
  } catch {
    // Cut off, or of another version: what the warning says to people stands all the same.
    return { code, changes: [] };
  }
}

const LARGEST = 256 * 1024 * 1024;
