import * as z from 'zod';
import { type Annotation, annotate } from './annotation';

/**
 * libpq's six modes, from the least to the most demanding.
 *
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
 */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

export function sslMode(annotation: Annotation) {
  return annotate(z.enum(SSL_MODES), { allowed: `one of ${SSL_MODES.join(', ')}`, ...annotation });
}
