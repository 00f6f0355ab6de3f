import * as z from 'zod';
import { accessReport } from '../../src/metadata';

/** The published JSON Schema of what `aponopg access --format json` prints. */
export function accessSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(accessReport) as Record<string, unknown>;
  return { $schema, title: 'aponopg access', description: 'Who may do what in databases, and why.', ...schema };
}
