import {
  type GrantsDocument,
  isUnevaluated,
  type Known,
  type MembershipDocument,
  type ProjectDocument,
  type RoleDocument,
  type ServerDocument,
} from '../document';
import { block, type Entry, type Expression, type Item, list, literal, object } from '../hcl';
import { attributes, comments, type Draft } from './draft';
import { expressionOf, optional, textOf } from './value';

/** Where the token comes from, since no code may hold it. */
export const APONO_ENVIRONMENT =
  'Apono: set APONO_PERSONAL_TOKEN, and APONO_ENDPOINT where it is not https://api.apono.io.';

/** The provider's configuration with its servers. */
export function providerBlock({ servers, apono }: ProjectDocument, draft: Draft, registers: boolean): Item[] {
  const names = Object.keys(servers ?? {});
  const notes = registers && apono?.token === undefined ? [APONO_ENVIRONMENT] : [];
  const entries: Entry[] = names.map((name) => {
    const server = servers?.[name] ?? {};
    if ([server.password, server.password_env, server.auth].every((each) => each === undefined)) {
      notes.push(`Server ${name}: its password comes from PGPASSWORD or the password file; else add password_env.`);
    }
    return { key: literal(name), value: serverValue(name, server, draft) };
  });
  const body = attributes({
    servers: names.length === 0 ? undefined : { kind: 'object', entries },
    apono: optional(apono),
  });
  return [...comments(notes), block('provider', ['aponopg'], body)];
}

function serverValue(name: string, server: ServerDocument, draft: Draft): Expression {
  const { host, port, database, username, password, password_env, sslmode, sslkey, ...further } = server;
  const holdsKey = sslkey !== undefined && !isPath(sslkey);
  return object({
    host: optional(host),
    port: optional(port),
    database: optional(database),
    username: optional(username),
    password:
      password === undefined
        ? undefined
        : draft.hidden(password, `${name}_password`, `Password of the admin of ${name}.`),
    password_env: optional(password_env),
    sslmode: optional(sslmode),
    ...Object.fromEntries(Object.entries(further).map(([member, value]) => [member, optional(value)])),
    sslkey: holdsKey
      ? draft.hidden(sslkey, `${name}_sslkey`, `Private key of the admin of ${name}.`)
      : optional(sslkey),
  });
}

/** A key in PEM text is a secret, the path of a file is none. */
function isPath(key: unknown): boolean {
  return typeof key === 'string' && !key.includes('-----') && !key.includes('\n');
}

/** `aponopg_role`. */
export function roleBlock(role: RoleDocument, name: string, draft: Draft): Item[] {
  const {
    server,
    name: roleName,
    member_of,
    password_wo,
    password_wo_version,
    password_env,
    on_destroy,
    ...rest
  } = role;
  const isWriteOnly = password_wo !== undefined;
  const values: Record<string, Expression | undefined> = {
    server: literal(server),
    name: expressionOf(roleName),
    ...Object.fromEntries(FLAGS.map((flag) => [flag, optional(rest[flag])])),
    member_of: isUnevaluated(member_of)
      ? expressionOf(member_of)
      : member_of && list(member_of.map((each) => membership(server, each, draft))),
    password_wo: isWriteOnly
      ? draft.hidden(password_wo, `${name}_password`, `Password of the role ${textOf(roleName)}.`, true)
      : undefined,
    password_wo_version: isWriteOnly ? literal(password_wo_version ?? 1) : undefined,
    password_env: optional(password_env),
    on_destroy: optional(on_destroy),
  };
  const hasNoPassword = rest.login === true && !isWriteOnly && password_env === undefined;
  const notes = hasNoPassword
    ? [
        'To manage the password too, add password_env, or password_wo with password_wo_version (Terraform 1.11 and later).',
      ]
    : [];
  return [...comments(notes), block('resource', ['aponopg_role', name], attributes(values))];
}

const FLAGS = [
  'login',
  'superuser',
  'createdb',
  'createrole',
  'inherit',
  'replication',
  'bypassrls',
  'connection_limit',
  'valid_until',
  'comment',
  'settings',
] as const;

function membership(server: string, { role, ...options }: MembershipDocument, draft: Draft): Expression {
  const rest = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, optional(value)]));
  return object({ role: draft.role(server, role), ...rest });
}

/** `aponopg_grants`. */
export function grantsBlock(grants: GrantsDocument, name: string, draft: Draft): Item[] {
  const { server, database, mode } = grants;
  const role = (who: Known<string>) => (who === 'public' ? literal(who) : draft.role(server, who));
  return [
    block(
      'resource',
      ['aponopg_grants', name],
      attributes({
        server: literal(server),
        database: expressionOf(database),
        mode: optional(mode),
        grants:
          grants.grants &&
          list(
            grants.grants.map(({ grantee, on, schema, objects, columns, ...rest }) =>
              object({
                grantee: role(grantee),
                on: literal(on),
                schema: optional(schema),
                objects: optional(objects),
                columns: optional(columns),
                privileges: optional(rest.privileges),
                with_grant_option: optional(rest.with_grant_option),
              }),
            ),
          ),
        default_privileges:
          grants.default_privileges &&
          list(
            grants.default_privileges.map(({ owner, schema, on, grantee, ...rest }) =>
              object({
                owner: role(owner),
                schema: optional(schema),
                on: literal(on),
                grantee: role(grantee),
                privileges: optional(rest.privileges),
                with_grant_option: optional(rest.with_grant_option),
              }),
            ),
          ),
      }),
    ),
  ];
}
