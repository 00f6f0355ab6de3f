import * as z from 'zod';
import { type Problem, problem } from '../../problem';
import { CONNECTOR_USER } from '../connector-user';
import type { Description } from '../description';
import { environmentVariable, text } from '../fields';
import { existingRoleName } from '../role-name';
import { isGiven, isMissing } from '../unknown';

const schema = z.strictObject({
  server: text({ description: "The server: a key of the provider's `servers`.", example: 'orders' }),
  role: existingRoleName({
    description:
      'The role that gets the new password. Not the one that the provider signs in as, and none whose resource gives it a password: the next plan would set that one again.',
    example: CONNECTOR_USER.name,
  }),
  integration_id: text({
    description:
      "The integration in whose secret, in Apono's own store, the new password goes. It is then drawn here, and nobody else learns it.",
    example: '7b1c1e5e-0f5e-4b4e-9d52-3a0d6f6d1f00',
  }).optional(),
  password_wo: text({
    description:
      'In place of `integration_id` the new password, where a resource triggers the action: an ephemeral value, which stands in no plan, of a secret that has it already. With `-invoke` Terraform gives none.',
    sensitive: true,
    writeOnly: true,
  }).optional(),
  password_env: environmentVariable({
    description: 'Likewise, by the environment variable of the process that runs Terraform.',
    example: 'CONNECTOR_PASSWORD',
  }).optional(),
});

/** `action aponopg_rotate_password`: gives a role a new password, and its secret as well. */
export const rotatePassword: Description<typeof schema> = {
  name: 'aponopg_rotate_password',
  summary:
    "Gives a role a new password, signs in with it, and puts it into the secret of an integration in Apono's own store; where that fails the password before is set again, if the admin may read stored passwords. Sessions that are open stay open. The admin needs CREATEROLE, from PostgreSQL 16 on with ADMIN OPTION on the role. Terraform >= 1.14.",
  schema,
  rules: [sourceRule],
};

function sourceRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const names = ['integration_id', 'password_wo', 'password_env'];
  const given = names.filter((name) => isGiven(value[name]));
  const allowed = 'one of `integration_id`, `password_wo` and `password_env`';
  const [, second] = given;
  if (second !== undefined) {
    const what = `More than one says where the password comes from: ${given.map((each) => `\`${each}\``).join(', ')}`;
    return [problem('CONFLICTING_VALUES', [second], what, { allowed, next: 'Keep one of them.' })];
  }
  if (names.some((name) => !isMissing(value[name]))) return [];
  const what = 'Nothing says where the new password goes or comes from';
  return [problem('MISSING_VALUE', ['integration_id'], what, { allowed, next: 'Give one of them.' })];
}
