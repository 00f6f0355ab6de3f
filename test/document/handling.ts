import type { Sandbox } from '../../src/apono/sandbox';
import { checkDocument } from '../../src/document';
import { type DocumentEvent, type HandleObserver, handleDocument } from '../../src/document/handle-document';
import { type ImportedDocument, importDocument } from '../../src/document/import-document';
import { memoryText } from '../../src/document/memory-content';
import { memoryName } from '../../src/document/memory-name';
import { type Memories, nothing } from '../../src/document/remembered';
import { createContext, type HandlerContext } from '../../src/handler';
import { type Problem, ProblemError } from '../../src/problem';
import { declaredServer } from '../support/cli';
import type { PostgresServer } from '../support/postgres';

/** What a run did: `create role main/reader`, one a line; or `refused` with the problems. */
export interface Handled {
  readonly did: readonly string[];
  readonly statements: readonly string[];
  readonly refused?: string;
  /** Codes of problems and warnings. */
  readonly codes?: readonly string[];
}

export const DONE_NOTHING = { did: [], statements: [] };

/** How one run differs from others. */
export interface HandleOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly observer?: (context: HandlerContext) => HandleObserver;
}

/** Handles and imports documents whose server `main` is this one, with this Apono. */
export function handlingOn(server: () => PostgresServer, sandbox: () => Sandbox) {
  const env = () => ({
    ADMIN_PASSWORD: server().password,
    ROLE_PASSWORD: 'canary-handle',
    APONO_ENDPOINT: sandbox().url,
    APONO_PERSONAL_TOKEN: sandbox().token,
  });
  const documentOf = (id: string, members: object, more: object = {}) => ({
    id,
    servers: { main: { ...declaredServer(server()), ...more } },
    ...members,
  });

  async function handle(event: DocumentEvent, value: object, options: HandleOptions = {}): Promise<Handled> {
    const { document } = checkDocument(value);
    const context = createContext(document, { env: { ...env(), ...options.env } });
    const told: Problem[] = [];
    const observer: HandleObserver = { planned: (plan) => told.push(...plan.problems), ...options.observer?.(context) };
    try {
      const { done, problems } = await handleDocument(document, event, context, observer);
      told.push(...problems);
      return {
        did: done.map(({ action, kind, key }) => `${action} ${kind.word} ${key}`),
        statements: done.flatMap(({ statements }) => statements ?? []),
        ...(told.length > 0 && { codes: told.map(({ code }) => code) }),
      };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { did: [], statements: [], refused: error.message, codes: error.problems.map(({ code }) => code) };
    } finally {
      await context.close();
    }
  }

  async function importing(value: object, more: NodeJS.ProcessEnv = {}): Promise<ImportedDocument> {
    const { document } = checkDocument(value);
    const context = createContext(document, { env: { ...env(), ...more } });
    try {
      return await importDocument(document, context);
    } finally {
      await context.close();
    }
  }

  return { handle, importing, documentOf };
}

export const role = (name: string, more: object = {}) => ({ server: 'main', name, ...more });

export function integration(name: string): object {
  return {
    name,
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database'],
    hostname: 'db.internal',
    secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
    wait_for_active_seconds: 10,
  };
}

/** A memory of these items, well-formed and bound to this server, as somebody may forge it. */
export async function forgedText(server: PostgresServer, id: string, items: Partial<Memories>): Promise<string> {
  const [row] = await server.query(
    `SELECT system_identifier::text AS cluster, d.oid::int AS database
       FROM pg_control_system(), pg_database d WHERE datname = current_database()`,
  );
  const binding = { id, server: 'main', cluster: String(row?.cluster), database: Number(row?.database) };
  return memoryText({ ...nothing(), ...items }, binding);
}

/** A role as a memory has it. */
export async function rememberedRole(server: PostgresServer, name: string): Promise<Memories['roles']> {
  const [row] = await server.query('SELECT oid::int FROM pg_roles WHERE rolname = $1', { values: [name] });
  return new Map([[`main/${name}`, { values: role(name), private: {}, oid: Number(row?.oid) }]]);
}

/** SQL that writes a text as the memory of an id: the comment of a schema, or of a role as 0.1 had it. */
export function commentOn(what: 'SCHEMA' | 'ROLE', id: string, text: string): string {
  return `COMMENT ON ${what} ${memoryName(id, 'main')} IS '${text.replaceAll("'", "''")}'`;
}
