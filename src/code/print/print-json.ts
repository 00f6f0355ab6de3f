import { isUnevaluated, type ProjectDocument, type RoleDocument, type ServerDocument } from '../document';
import { textOf } from './value';

/**
 * Prints a project as the JSON document that the command line takes.
 *
 * Secrets never stand in it: a password becomes the name of the environment variable that has to hold it. An expression
 * that could not be evaluated stays as its text, `${...}` and all. Members come in the order given.
 */
export function printJson(document: ProjectDocument): string {
  const plain = {
    apono: document.apono?.endpoint === undefined ? undefined : { endpoint: document.apono.endpoint },
    servers: document.servers && mapValues(document.servers, withoutServerSecrets),
    roles: document.roles?.map(withoutRoleSecrets),
    grants: document.grants,
    // The id is Apono's affair, and notes are comments: JSON has no place for either.
    integrations: document.integrations?.map(({ id: _, notes: __, ...integration }) => ({
      ...integration,
      secret_store: integration.secret_store && mapValues(integration.secret_store, withoutParameters),
    })),
  };
  return `${JSON.stringify(plain, (_, value: unknown) => (isUnevaluated(value) ? value.$template : value), 2)}\n`;
}

function withoutServerSecrets(server: ServerDocument, name: string): ServerDocument {
  const { password, sslkey, ...rest } = server;
  const keepsKey = typeof sslkey === 'string' && !sslkey.includes('-----');
  return {
    ...rest,
    ...(password === undefined ? {} : { password_env: environmentName(name) }),
    ...(keepsKey ? { sslkey } : {}),
  };
}

function withoutRoleSecrets(role: RoleDocument): RoleDocument {
  const { password_wo, password_wo_version: _, ...rest } = role;
  return password_wo === undefined ? rest : { ...rest, password_env: environmentName(textOf(role.name)) };
}

/** The values in Apono's own store are credentials: only their names are kept, for a person to fill in. */
function withoutParameters(store: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { parameters } = store;
  if (typeof parameters !== 'object' || parameters === null) return store;
  return { ...store, parameters: mapValues(parameters as Record<string, unknown>, () => '') };
}

function environmentName(text: string): string {
  const name = text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `${/^[A-Z]/.test(name) ? name : `DATABASE_${name}`}_PASSWORD`;
}

function mapValues<T, R>(members: Readonly<Record<string, T>>, map: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, map(value, key)]));
}
