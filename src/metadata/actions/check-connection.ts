import * as z from 'zod';
import type { Problem } from '../../problem';
import { problem } from '../../problem';
import { CONNECTOR_USER } from '../connector-user';
import type { Description } from '../description';
import { environmentVariable, text } from '../fields';
import { existingRoleName, identifier } from '../role-name';
import { isGiven, isMissing } from '../unknown';

const schema = z.strictObject({
  server: text({ description: "The server: a key of the provider's `servers`.", example: 'orders' }),
  role: existingRoleName({ description: "The connector's user.", example: CONNECTOR_USER.name }),
  database: identifier({
    description: "The database to sign in to. Default: the server's own `database`.",
    example: 'orders',
  }).optional(),
  password_wo: text({
    description:
      'The password to sign in with, where a resource triggers the action: an ephemeral value, which stands in no plan. With `-invoke` Terraform gives none.',
    sensitive: true,
    writeOnly: true,
  }).optional(),
  password_env: environmentVariable({
    description: 'In its place the environment variable, of the process that runs Terraform, with the password.',
    example: 'CONNECTOR_PASSWORD',
  }).optional(),
});

/** `action aponopg_check_connection`: signs in as the connector. */
export const checkConnection: Description<typeof schema> = {
  name: 'aponopg_check_connection',
  summary:
    "Signs in as Apono's connector would, by the server's address and `sslmode`, and looks whether the user has the rights that Apono needs on this kind of server. Changes nothing. Terraform >= 1.14.",
  schema,
  rules: [passwordRule],
};

function passwordRule({ password_wo, password_env }: Readonly<Record<string, unknown>>): Problem[] {
  const allowed = 'one of `password_wo` and `password_env`';
  if (isGiven(password_wo) && isGiven(password_env)) {
    const what = 'Both `password_wo` and `password_env` are given';
    return [problem('CONFLICTING_VALUES', ['password_env'], what, { allowed, next: 'Keep one of them.' })];
  }
  if (!isMissing(password_wo) || !isMissing(password_env)) return [];
  const what = 'There is no password to sign in with';
  return [problem('MISSING_VALUE', ['password_env'], what, { allowed, next: 'Give one of them.' })];
}
