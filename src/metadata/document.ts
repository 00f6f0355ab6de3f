import * as z from 'zod';
import { type Problem, problem, renderPath } from '../problem';
import { annotate } from './annotation';
import { check } from './check';
import type { Description } from './description';
import { text } from './fields';
import { apono, provider } from './provider';
import { OUTSIDE_STORES } from './secret-stores';
import { server } from './server';
import { isGiven } from './unknown';

const schema = z.strictObject({
  $schema: text({
    description: 'The JSON Schema that the document is written against, for editors; nothing here reads it.',
    example: 'node_modules/cdktf-apono-postgresql/schemas/document.schema.json',
  }).optional(),
  id: text({
    description:
      'Under which name `aponopg handle` remembers what it made. Documents of one id replace each other. Default: `default`.',
    example: 'prod/orders',
  }).optional(),
  servers: annotate(z.record(z.string(), server), {
    description: 'The database servers, each under the name that the members use in `server`.',
  }).optional(),
  apono: annotate(apono.pick({ endpoint: true, preview: true }), {
    description: "Apono's public API. The token comes from APONO_PERSONAL_TOKEN.",
  }).optional(),
});

/** The document of the command line, without its members: those have the shapes of the resources. */
export const documentEnvelope: Description<typeof schema> = {
  name: 'document',
  summary:
    'Servers, roles, grants, integrations and who is given access to them, in one document. `aponopg validate` checks it and what no schema can say.',
  schema,
  rules: provider.rules,
};

/** The lists of a document, in the order in which they are applied. */
export const DOCUMENT_MEMBERS = [
  'roles',
  'grants',
  'integrations',
  'access_scopes',
  'bundles',
  'access_flows',
] as const;
export type DocumentMember = (typeof DOCUMENT_MEMBERS)[number];

/** Those of what is at Apono, and so on no server. */
export const APONO_MEMBERS = ['integrations', 'access_scopes', 'bundles', 'access_flows'] as const;
export type AponoMember = (typeof APONO_MEMBERS)[number];

/** One document: what `plan`, `apply` and `handle` take. */
export interface Document extends z.infer<typeof schema>, Partial<Record<DocumentMember, readonly Values[]>> {}

type Values = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a document apart from what stands inside its members: its keys, its servers, members that are no
 * lists of objects, members that name a server that is not there, and secrets written into it.
 */
export function checkEnvelope(value: unknown): Problem[] {
  if (!isObject(value)) {
    return [
      problem('INVALID_VALUE', [], 'The document is not a JSON object', {
        allowed: `an object with ${ALLOWED}`,
      }),
    ];
  }
  const secrets = literalSecrets(value);
  const told = new Set(secrets.map(({ path }) => renderPath(path)));
  const rest = Object.fromEntries(
    Object.entries(value).filter(([name]) => !DOCUMENT_MEMBERS.some((each) => each === name)),
  );
  const envelopeProblems = check(documentEnvelope, rest)
    .filter(({ path }) => !told.has(renderPath(path)))
    .map((each) =>
      each.code === 'UNKNOWN_ATTRIBUTE' && each.path.length === 1 ? { ...each, allowed: ALLOWED } : each,
    );
  return [...secrets, ...envelopeProblems, ...DOCUMENT_MEMBERS.flatMap((member) => listProblems(member, value))];
}

/** The items of a list that can be looked into, each with its path. */
export function itemsOf(
  value: unknown,
  member: DocumentMember,
): { config: Record<string, unknown>; path: [string, number] }[] {
  const list = isObject(value) ? value[member] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((config, index) => (isObject(config) ? [{ config, path: [member, index] }] : []));
}

const ALLOWED = `id, servers, apono, ${DOCUMENT_MEMBERS.join(', ')}`;

function listProblems(member: DocumentMember, value: Values): Problem[] {
  const list = value[member] ?? [];
  if (!Array.isArray(list)) {
    return [problem('INVALID_VALUE', [member], `\`${member}\` is not a list`, { allowed: 'a list of objects' })];
  }
  const declared = isObject(value.servers) ? Object.keys(value.servers) : [];
  return list.flatMap((item, index) => {
    if (!isObject(item)) {
      return [
        problem('INVALID_VALUE', [member, index], `\`${member}[${index}]\` is not an object`, { allowed: 'an object' }),
      ];
    }
    const preflight = isObject(item.preflight) ? item.preflight : {};
    return [
      ...undeclared(item.server, [member, index, 'server'], declared),
      ...undeclared(preflight.server, [member, index, 'preflight', 'server'], declared),
    ];
  });
}

function undeclared(name: unknown, path: (string | number)[], declared: readonly string[]): Problem[] {
  if (typeof name !== 'string' || declared.includes(name)) return [];
  return [
    problem('SERVER_NOT_DECLARED', path, `No server is called ${JSON.stringify(name)}`, {
      value: name,
      allowed: declared.length > 0 ? declared.join(', ') : 'none: the document has no `servers`',
      next: 'Name one of them, or add the server to `servers`.',
    }),
  ];
}

/** A document lies in files, variables and states: a secret in it would lie there too. */
function literalSecrets(value: Values): Problem[] {
  const servers = isObject(value.servers) ? Object.entries(value.servers) : [];
  const found: [path: (string | number)[], next: string][] = [];
  for (const [name, each] of servers) {
    if (!isObject(each)) continue;
    const at = ['servers', name];
    if (isGiven(each.password)) {
      found.push([[...at, 'password'], 'Name the environment variable that holds it by `password_env`.']);
    }
    if (typeof each.sslkey === 'string' && each.sslkey.includes('PRIVATE KEY')) {
      found.push([[...at, 'sslkey'], 'Give the path of the file that holds it.']);
    }
    if (typeof each.options === 'string' && /password\s*=/i.test(each.options)) {
      found.push([[...at, 'options'], 'Name the environment variable that holds it by `password_env`.']);
    }
  }
  if (isObject(value.apono) && isGiven(value.apono.token)) {
    found.push([['apono', 'token'], 'Remove it, and set the environment variable APONO_PERSONAL_TOKEN.']);
  }
  for (const { config, path } of itemsOf(value, 'roles')) {
    for (const name of ['password_wo', 'password_verifier_wo']) {
      if (isGiven(config[name])) {
        found.push([[...path, name], 'Name the environment variable that holds the password by `password_env`.']);
      }
    }
  }
  for (const { config, path } of itemsOf(value, 'integrations')) {
    if (isObject(config.preflight) && isGiven(config.preflight.password_wo)) {
      found.push([
        [...path, 'preflight', 'password_wo'],
        'Name the environment variable that holds it by `password_env`.',
      ]);
    }
    if (isObject(config.secret_store) && isGiven(config.secret_store.apono)) {
      found.push([
        [...path, 'secret_store', 'apono'],
        `Put the secret into one of the other stores: ${OUTSIDE_STORES.join(', ')}.`,
      ]);
    }
  }
  return found.map(([path, next]) =>
    problem('LITERAL_SECRET', path, `\`${renderPath(path)}\` is a secret written into the document`, {
      allowed: "an environment variable's name",
      next,
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
