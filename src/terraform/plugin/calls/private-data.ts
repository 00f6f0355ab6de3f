import type { Private } from '../managed-resource';
import { failure } from '../server/failure';

/** The private data in a field of bytes. */
export function readPrivate(field: Uint8Array | undefined): Private {
  if (!field?.length) return null;
  try {
    return JSON.parse(Buffer.from(field).toString()) as Private;
  } catch {
    throw failure('The private data cannot be read', 'They were not written by this provider.');
  }
}

/** Private data as a field of bytes. */
export function writePrivate(data: Private): Buffer | undefined {
  return data === null ? undefined : Buffer.from(JSON.stringify(data));
}
