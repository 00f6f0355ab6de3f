import type { ProjectDocument } from '../../code';
import { CONNECTOR_ROLES, CONNECTOR_USER, VARIANTS } from '../../metadata';
import type { Answers } from './answers';

/** The variables of the environment that the project takes its passwords from. */
export const ADMIN_PASSWORD = 'ADMIN_PASSWORD';
export const CONNECTOR_PASSWORD = 'CONNECTOR_PASSWORD';

const SERVER = 'main';

/** What a new project declares: a server, the connector's user with what its kind needs, and the integration. */
export function starterDocument(answers: Answers): ProjectDocument {
  const { kind, host, port, username, sslmode, sslrootcert, database } = answers;
  const { type, byHostname } = VARIANTS[kind];
  const { superuser, createrole, memberOf, databasesTo } = CONNECTOR_ROLES[kind];
  const user = CONNECTOR_USER.name;
  return {
    servers: {
      [SERVER]: {
        host,
        port,
        database: 'postgres',
        username,
        password_env: ADMIN_PASSWORD,
        sslmode: sslmode as 'require',
        ...(sslrootcert !== undefined && { sslrootcert }),
      },
    },
    roles: [
      {
        server: SERVER,
        name: user,
        login: true,
        superuser,
        createrole,
        comment: CONNECTOR_USER.comment,
        password_env: CONNECTOR_PASSWORD,
        ...(memberOf.length > 0 && { member_of: memberOf.map((role) => ({ role })) }),
      },
    ],
    ...(databasesTo !== undefined && {
      grants: [
        {
          server: SERVER,
          database,
          mode: 'additive',
          grants: {
            database: {
              grantees: [databasesTo === 'itself' ? user : databasesTo],
              on: 'database',
              privileges: ['ALL'],
              with_grant_option: true,
            },
          },
        },
      ],
    }),
    integrations: [
      {
        name: answers.name,
        type,
        connector_id: answers.connector,
        connected_resource_types: ['postgresql-database', 'postgresql-table'],
        ...(byHostname && { hostname: host, port }),
        dbname: database,
        sslmode: 'require',
        ...(Object.keys(answers.instance).length > 0 && { extra_config: answers.instance }),
        secret_store: { [answers.secretStore]: answers.secret },
        preflight: { server: SERVER, role: user, password_env: CONNECTOR_PASSWORD },
      },
    ],
  };
}
