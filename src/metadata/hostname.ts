import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
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
  if (/[\s\p{Cc}\p{Cf}]/u.test(value)) return 'holds white space or an invisible character';
  if (value.includes('/')) return 'holds a path';
  if (value.includes('@')) return 'holds a user name';
  if (/:\d*$/.test(value)) return 'holds a port';
  // What resolvers make of a name beyond ASCII; empty where it is no name.
  const ascii = /^\p{ASCII}*$/u.test(value) ? value : domainToASCII(value);
  const labels = ascii.replace(/\.$/, '').split('.');
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'is not a well-formed IP address';
  return labels.every((label) => LABEL.test(label)) && ascii.length <= 253
    ? undefined
    : 'is not a well-formed host name';
}
