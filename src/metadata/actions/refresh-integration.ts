import * as z from 'zod';
import type { Description } from '../description';
import { integer, text } from '../fields';

const schema = z.strictObject({
  id: text({ description: "The integration's id at Apono.", example: '7b1c1e5e-0f5e-4b4e-9d52-3a0d6f6d1f00' }),
  wait_for_active_seconds: integer(0, 3600, {
    description: 'How long to wait until Apono says that it is Active again; 0 does not wait.',
    unit: 'seconds',
    default: 300,
  }).optional(),
});

/** `action aponopg_refresh_integration`: has Apono look again what there is. */
export const refreshIntegration: Description<typeof schema> = {
  name: 'aponopg_refresh_integration',
  summary:
    'Has Apono look again what databases, schemas, tables and roles there are, for instance after a migration made some: access to them can then be asked for at once. Terraform >= 1.14.',
  schema,
  rules: [],
};
