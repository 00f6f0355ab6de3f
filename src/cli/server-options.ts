import { checkSchema, type Server, server as serverSchema } from '../metadata';
import { ProblemError } from '../problem';

/** How a server is given on the command line. */
export interface ConnectionOptions {
  readonly host?: string;
  readonly port?: string;
  readonly database?: string;
  readonly username?: string;
  readonly passwordEnv?: string;
  readonly sslmode?: string;
  readonly sslrootcert?: string;
  readonly lockTimeoutSeconds?: string;
  readonly statementTimeoutSeconds?: string;
}

export const CONNECTION_OPTIONS = [
  'host',
  'port',
  'database',
  'username',
  'passwordEnv',
  'sslmode',
  'sslrootcert',
  'lockTimeoutSeconds',
  'statementTimeoutSeconds',
] as const satisfies readonly (keyof ConnectionOptions)[];

/** The server that the options name. @throws ProblemError with everything that is wrong */
export function serverOf(options: ConnectionOptions): Server {
  const values = {
    host: options.host,
    port: numberOf(options.port),
    database: options.database,
    username: options.username,
    password_env: options.passwordEnv,
    sslmode: options.sslmode,
    sslrootcert: options.sslrootcert,
    lock_timeout_seconds: numberOf(options.lockTimeoutSeconds),
    statement_timeout_seconds: numberOf(options.statementTimeoutSeconds),
  };
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const problems = checkSchema(serverSchema, known);
  if (problems.length > 0) throw new ProblemError(problems);
  return known as Server;
}

function numberOf(given: string | undefined): number | undefined {
  return given === undefined ? undefined : Number(given);
}
