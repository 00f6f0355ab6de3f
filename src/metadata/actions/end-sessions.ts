import * as z from 'zod';
import type { Description } from '../description';
import { integer, text } from '../fields';
import { existingRoleName, identifier } from '../role-name';

const schema = z.strictObject({
  server: text({ description: "The server: a key of the provider's `servers`.", example: 'orders' }),
  role: existingRoleName({
    description:
      'The role whose sessions are ended: those that signed in as it. Not the one that the provider signs in as.',
    example: 'support',
  }),
  database: identifier({
    description: 'The database whose sessions are meant. Default: every one.',
    example: 'orders',
  }).optional(),
  grace_seconds: integer(0, 3600, {
    description: 'How long sessions that are open may go on and end by themselves, before they are ended.',
    unit: 'seconds',
    default: 0,
  }).optional(),
});

/** `action aponopg_end_sessions`: ends what signed in as a role. */
export const endSessions: Description<typeof schema> = {
  name: 'aponopg_end_sessions',
  summary:
    'Ends the open sessions of a role, for instance after its rights were taken or its password was changed: both matter to new sessions only. What a session has not committed is rolled back. The admin needs to be a superuser, a member of the role, or of `pg_signal_backend` (for roles that are no superusers). Terraform >= 1.14.',
  schema,
  rules: [],
};
