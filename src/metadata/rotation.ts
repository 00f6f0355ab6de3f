import * as z from 'zod';
import type { Description } from './description';
import { integer, text } from './fields';

const schema = z.strictObject({
  every_days: integer(1, 3650, {
    description: 'How many days a version is good for.',
    unit: 'days',
    example: 90,
  }),
  trigger: text({
    description: 'Any text; a change of it raises the version at once.',
    example: 'someone saw it, 2026-11-27',
  }).optional(),
  version: integer(1, undefined, {
    description:
      'Begins with 1 and is raised by the first plan that finds it due: for `password_wo_version`, `secret_string_wo_version` and their like.',
    readOnly: true,
  }).optional(),
  age_days: integer(0, undefined, {
    description: 'Whole days since it was raised, when it was refreshed last: what a plan decides by.',
    unit: 'days',
    readOnly: true,
  }).optional(),
  rotated_at: text({ description: 'When it was raised, ISO 8601.', readOnly: true }).optional(),
  due_at: text({ description: 'When it is due, ISO 8601.', readOnly: true }).optional(),
});

/** `aponopg_rotation`: a version that is raised by time. */
export const rotation: Description<typeof schema> = {
  name: 'aponopg_rotation',
  summary:
    'A version that a plan raises when it has become too old. Nothing happens by itself: plan and apply on a schedule. Whatever takes the version, such as a password and its secret, is made anew in the same apply.',
  schema,
  rules: [],
};
