import { isIP } from 'node:net';
import * as z from 'zod';
import { type Annotation, annotate } from './annotation';

const LABEL = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/;

/** A host that the connector can reach: a name or an IP address, without scheme, port or path. */
export function hostname(annotation: Annotation): z.ZodString {
  const schema = z.string().superRefine((value, context) => {
    const fault = hostnameFault(value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
  return annotate(schema, {
    allowed: 'a host name or an IP address, without scheme, port or path',
    next: 'Give the bare host, for instance `db.internal`; the port has an attribute of its own.',
    ...annotation,
  });
}

/** What is wrong with a host name, or undefined. */
export function hostnameFault(value: string): string | undefined {
  if (value === '') return 'is empty';
  if (value.includes('://')) return 'holds a scheme';
  const bare = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value;
  if (isIP(bare) !== 0) return undefined;
  if (/[\s\p{Cc}]/u.test(value)) return 'holds white space';
  if (value.includes('/')) return 'holds a path';
  if (value.includes('@')) return 'holds a user name';
  if (/:\d*$/.test(value)) return 'holds a port';
  const labels = value.replace(/\.$/, '').split('.');
  // Names beyond ASCII are turned to punycode by resolvers: judge what is left by length only.
  const wellFormed = labels.every((label) => LABEL.test(label) || /^[^\p{ASCII}]|[^\p{ASCII}]/u.test(label));
  return wellFormed && value.length <= 253 ? undefined : 'is not a well-formed host name';
}
