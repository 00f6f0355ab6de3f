import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import type { Description } from './description';
import { flag, text } from './fields';
import { server } from './server';
import { isGiven, known } from './unknown';

/** Where Apono is and who asks. */
export const apono = annotate(
  z.strictObject({
    endpoint: annotate(z.url({ protocol: /^https?$/ }) as unknown as z.ZodString, {
      description: 'Scheme and host of the API. Default: APONO_ENDPOINT, else https://api.apono.io.',
      allowed: 'scheme and host, for instance https://api.apono.io',
      example: 'https://api.apono.io',
    }).optional(),
    token: text({
      description: 'The personal token. Default: APONO_PERSONAL_TOKEN.',
      sensitive: true,
    }).optional(),
    preview: flag({
      description:
        "Whether what is newer than Apono's public API description may be used: spaces, query targets, agents as requestors. Default: false.",
    }).optional(),
  }),
  { description: "Apono's public API." },
);

export type Apono = z.infer<typeof apono>;

const schema = z.strictObject({
  servers: annotate(z.record(z.string(), server), {
    description: 'The database servers, each under the name that resources use in `server`.',
  }).optional(),
  apono: apono.optional(),
});

/** `provider "aponopg"`. */
export const provider: Description<typeof schema> = {
  name: 'aponopg',
  summary: 'Roles and grants of PostgreSQL servers, their integrations with Apono, and who is given access to them.',
  schema,
  rules: [serverNames, notBoth],
};

export type ProviderConfiguration = z.infer<typeof schema>;

/** Import ids begin with the server's name and a slash. */
function serverNames(value: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(serversOf(value)).flatMap((name) =>
    name === '' || name.includes('/')
      ? [
          problem('INVALID_VALUE', ['servers', name], `${JSON.stringify(name)} cannot name a server`, {
            value: name,
            allowed: 'a text without a slash',
            next: 'Choose another name; import ids are written `server/role`.',
          }),
        ]
      : [],
  );
}

/** Pairs that say the same thing twice, or contradict each other. */
const NOT_BOTH = [
  ['password', 'password_env'],
  ['password', 'auth'],
  ['password_env', 'auth'],
  ['port', 'ports'],
] as const;

function notBoth(value: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(serversOf(value)).flatMap(([name, each]) => {
    const given = (known(each) ?? {}) as Record<string, unknown>;
    return NOT_BOTH.filter(([one, other]) => isGiven(given[one]) && isGiven(given[other])).map(([one, other]) =>
      problem('CONFLICTING_VALUES', ['servers', name, other], `Both \`${one}\` and \`${other}\` are given`, {
        allowed: 'one of them, or neither',
        next: 'Keep one.',
      }),
    );
  });
}

function serversOf(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return (known(value.servers) as Record<string, unknown> | undefined) ?? {};
}
