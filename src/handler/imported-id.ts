import type { Values } from './handler-resource';

/** The id that an import is asked for, where the identity is nothing but the id. */
export function importedId(which: string | Values): string {
  return typeof which === 'string' ? which : String(which.id);
}
