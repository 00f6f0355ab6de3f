import type { ConnectorV3 } from '../api-shapes';
import { type Answer, NO_CONTENT, ok, Refusal } from './answer';
import type { SandboxFaults } from './faults';
import { pageOf } from './page';
import type { SandboxState } from './tenant';

/** What the operations on connectors work with. */
export interface ConnectorContext {
  readonly state: SandboxState;
  readonly faults: SandboxFaults;
}

/** `GET /api/admin/v3/connectors` */
export function listConnectors(context: ConnectorContext, query: URLSearchParams): Answer {
  const wanted = query.getAll('status');
  const { connectors } = context.state;
  const found = connectors
    .map((each) => shown(context, each))
    .filter((each) => wanted.length === 0 || wanted.includes(each.status));
  return ok(pageOf(found, query, (each) => connectors.findIndex(({ id }) => id === each.id)));
}

/** `GET /api/admin/v3/connectors/{id}` */
export function getConnector(context: ConnectorContext, id: string): Answer {
  return ok(shown(context, stored(context, id)));
}

/** `PUT /api/admin/v3/connectors/{id}`: the name is all that can be changed. */
export function updateConnector(
  context: ConnectorContext,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Answer {
  const before = stored(context, id);
  const name = body.name;
  if (typeof name !== 'string' || name.trim() === '') throw new Refusal(400, 'name is required and must be a string');
  const { connectors } = context.state;
  if (connectors.some((each) => each.name === name && each.id !== id)) {
    throw new Refusal(409, `Connector with name ${name} already exists`);
  }
  const after = { ...before, name };
  connectors.splice(connectors.indexOf(before), 1, after);
  return ok(shown(context, after));
}

/** `DELETE /api/admin/v3/connectors/{id}` */
export function deleteConnector(context: ConnectorContext, id: string): Answer {
  const { connectors } = context.state;
  connectors.splice(connectors.indexOf(stored(context, id)), 1);
  return NO_CONTENT;
}

function stored({ state }: ConnectorContext, id: string): ConnectorV3 {
  const found = state.connectors.find((each) => each.id === id);
  if (found === undefined) throw new Refusal(404, `Connector ${id} not found`);
  return found;
}

function shown({ faults }: ConnectorContext, connector: ConnectorV3): ConnectorV3 {
  const status = faults.connector_status ?? connector.status;
  const version = faults.connector_version ?? connector.version;
  const sessions = connector.sessions.map((each) =>
    faults.connector_version === undefined
      ? each
      : { ...each, metadata: { ...each.metadata, connector_version: version } },
  );
  return { ...connector, status, version, sessions: status === 'CONNECTED' ? sessions : [] };
}
