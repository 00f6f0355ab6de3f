import {
  CONNECTOR_ROLES,
  type ConnectorRole,
  connectorLacks,
  VARIANTS,
  type VariantName,
  variantOfRoles,
  variantOfType,
} from '../metadata';
import { PER_GRANTOR } from '../postgres/membership';
import { type Finding, failed, notChecked, ok, some, warning } from './finding';
import type { ConnectorRights, PublicRights, RoleRights, ServerRights } from './read-rights';
import type { ServerSubject } from './subject';

const OLDEST = 130000;
const NEWEST_MAJOR = 18;

/** The kind of PostgreSQL, told by the roles that the clouds make. */
export function variantOf({ cloudRoles }: Pick<ServerRights, 'cloudRoles'>): VariantName {
  return variantOfRoles(cloudRoles) ?? 'generic';
}

export function versionFinding(rights: ServerRights, types: readonly string[]): Finding {
  const step = 'version';
  const variant = variantOf(rights);
  const found = `PostgreSQL ${rights.versionText}${variant === 'generic' ? '' : `, ${VARIANTS[variant].title}`}`;
  if (rights.version < OLDEST) return failed(step, found, 'Upgrade to PostgreSQL 13 or newer.');
  if (rights.recovery || rights.readOnly) {
    return failed(
      step,
      `${found}, read-only${rights.recovery ? ' (a standby)' : ''}`,
      'Name the primary: several hosts with target_session_attrs = "read-write" find it.',
    );
  }
  if (Math.floor(rights.version / 10_000) > NEWEST_MAJOR) return warning(step, `${found}, newer than what was tested`);
  const other = types.find((type) => (variantOfType(type) ?? VARIANTS[variant]) !== VARIANTS[variant]);
  if (other !== undefined) {
    return warning(
      step,
      `${found}; the integration has the type ${other}`,
      `Use the type ${VARIANTS[variant].type}, or see that ${other} is meant.`,
    );
  }
  return ok(step, found);
}

export function databaseFinding(rights: ServerRights, wanted: readonly string[]): Finding {
  const step = 'database';
  const at = `${rights.database} (${rights.encoding})`;
  const missing = wanted.filter((name) => !rights.databases.some((each) => each.name === name));
  if (missing.length > 0) {
    return failed(
      step,
      `${at}; there is no ${missing.join(', ')}`,
      'Create it, or correct the name (dbname of the integration).',
    );
  }
  const closed = rights.databases.filter((each) => wanted.includes(each.name) && !each.adminConnect);
  if (closed.length > 0) {
    const names = closed.map(({ name }) => name).join(', ');
    return failed(
      step,
      `${at}; ${rights.admin.name} may not connect to ${names}`,
      `Have its owner run: GRANT CONNECT ON DATABASE ... TO ${rights.admin.name}.`,
    );
  }
  return ok(step, [at, ...wanted.filter((name) => name !== rights.database)].join(', '));
}

export function adminFinding({ admin, connector, version }: ServerRights): Finding {
  const step = 'admin';
  const found = `${admin.name}: ${attributesOf(admin)}`;
  if (admin.superuser) return ok(step, found);
  if (!admin.createrole) return failed(step, found, 'Sign in as a superuser, or as a role with CREATEROLE.');
  if (connector !== null && !connector.manageable) {
    const why = version >= PER_GRANTOR ? 'it has no ADMIN OPTION on it' : 'it is a superuser';
    return warning(
      step,
      `${found}; cannot alter ${connector.name}: ${why}`,
      `Have somebody who may run: GRANT ${connector.name} TO ${admin.name} WITH ADMIN OPTION.`,
    );
  }
  return ok(step, found);
}

/** Whether the connector's user is there and may sign in. */
export function connectorFinding({ connector, databases }: ServerRights, subject: ServerSubject): Finding {
  const step = "connector's user";
  const { name, origin } = subject.connector;
  if (connector === null) {
    const found = `there is no role ${name}`;
    if (origin === 'declared') return warning(step, found, 'Nothing to do: applying makes it.');
    const next = 'Make it with ConnectorUser or aponopg_role.';
    return origin === 'named'
      ? failed(step, found, next)
      : warning(step, found, `${next} If it has another name, give --connector-user.`);
  }
  if (!connector.login) return failed(step, `${name} may not log in`, 'Apply the stack, or run: ALTER ROLE ... LOGIN.');
  if (connector.expired) return failed(step, `the password of ${name} is no longer valid (VALID UNTIL)`, 'Renew it.');
  if (connector.connectionLimit === 0)
    return failed(step, `${name} is allowed no connection (CONNECTION LIMIT 0)`, 'Raise the limit.');
  const closed = databases.filter((each) => subject.databases.includes(each.name) && !each.connectorConnect);
  if (closed.length > 0) {
    const names = closed.map((each) => each.name).join(', ');
    return failed(step, `${name} may not connect to ${names}`, `Run: GRANT CONNECT ON DATABASE ... TO ${name}.`);
  }
  return ok(step, `${name} may log in`);
}

/** Whether it holds what Apono needs on this kind of server. */
export function connectorRightsFinding(rights: ServerRights): Finding {
  const step = "connector's rights";
  const { connector } = rights;
  if (connector === null) return notChecked(step, 'there is no such role');
  const variant = variantOf(rights);
  const needs: ConnectorRole = CONNECTOR_ROLES[variant];
  const found = `${attributesOf(connector)}`;
  if (connector.superuser) return ok(step, found);
  const missing = connectorLacks(variant, connector);
  if (missing.length > 0) {
    return failed(
      step,
      `${found}; it lacks ${missing.join(', ')}`,
      `Use ConnectorUser, on a server of the kind ${variant}.`,
    );
  }
  if (needs.superuser) {
    return warning(
      step,
      `${found}; it is no superuser`,
      "It manages access only to what the roles it is a member of own: see that those are all of the tables' owners.",
    );
  }
  const short = rights.databases.filter(
    ({ name, connectorPassesOn }) => !connectorPassesOn && !needs.internalDatabases.includes(name),
  );
  if (needs.databasesTo !== undefined && short.length > 0) {
    const grantee = needs.databasesTo === 'itself' ? connector.name : needs.databasesTo;
    return warning(
      step,
      `${found}; it cannot pass on privileges on the database ${short.map(({ name }) => name).join(', ')}`,
      `As the database's owner, run: GRANT ALL PRIVILEGES ON DATABASE ... TO ${grantee} WITH GRANT OPTION.`,
    );
  }
  return ok(step, found);
}

/** What everybody may do in one database. */
export function publicFinding(rights: ServerRights, database: string, inside: PublicRights): Finding {
  const step = `PUBLIC in ${database}`;
  const shared = rights.databases.find(({ name }) => name === database);
  const schema = inside.schemaPublic;
  const may = [
    ...(shared?.publicConnect ? ['connect'] : []),
    ...(shared?.publicCreate ? ['create schemas'] : []),
    ...(schema?.create ? ['create in schema public'] : []),
    ...(schema?.usage ? ['use schema public'] : []),
    ...(inside.functions > 0 ? [`call ${inside.functions} functions`] : []),
  ];
  const found = may.length > 0 ? `everybody may ${may.join(', ')}` : 'everybody may do nothing';
  const advice = [
    ...(shared?.publicCreate ? ['REVOKE CREATE ON DATABASE ... FROM PUBLIC.'] : []),
    ...(schema?.create ? ['REVOKE CREATE ON SCHEMA public FROM PUBLIC.'] : []),
    ...(inside.definers.length > 0
      ? [`REVOKE EXECUTE ... FROM PUBLIC on what runs with its owner's rights: ${some(inside.definers)}.`]
      : []),
  ];
  return advice.length > 0 ? warning(step, found, advice.join(' ')) : ok(step, found);
}

function attributesOf(role: RoleRights | ConnectorRights): string {
  // What PostgreSQL itself defines comes along with the clouds' roles, and tells nothing here.
  const groups = role.memberOf.filter((name) => !name.startsWith('pg_'));
  const words = [
    ...(role.superuser ? ['SUPERUSER'] : []),
    ...(role.createrole ? ['CREATEROLE'] : []),
    ...(role.createdb ? ['CREATEDB'] : []),
    ...(groups.length > 0 ? [`member of ${some(groups)}`] : []),
  ];
  return words.length > 0 ? words.join(', ') : 'no attributes, member of nothing';
}
