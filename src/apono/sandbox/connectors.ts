import type { ConnectorV3 } from '../api-shapes';
import { NO_CONTENT, ok } from './answer';
import { refuseTakenName, replace, stored } from './entries';
import { text } from './fields';
import { pageOf } from './page';
import type { Operation, Route, SandboxContext } from './request';

const WHAT = 'Connector';

/** `GET /api/admin/v3/connectors` */
const list: Operation = (request) => {
  const wanted = request.query.getAll('status');
  const { connectors } = request.state;
  const found = connectors
    .map((each) => shownConnector(request, each))
    .filter((each) => wanted.length === 0 || wanted.includes(each.status));
  return ok(pageOf(found, request.query, (each) => connectors.findIndex(({ id }) => id === each.id)));
};

/** `GET /api/admin/v3/connectors/{id}` */
const get: Operation = (request, id) => ok(shownConnector(request, stored(request.state.connectors, WHAT, id)));

/** `PUT /api/admin/v3/connectors/{id}`: the name is all that can be changed. */
const update: Operation = (request, id) => {
  const { connectors } = request.state;
  const before = stored(connectors, WHAT, id);
  const name = text(request.body, 'name');
  refuseTakenName(connectors, WHAT, name, id);
  const after = { ...before, name };
  replace(connectors, before, after);
  return ok(shownConnector(request, after));
};

/** `DELETE /api/admin/v3/connectors/{id}` */
const remove: Operation = ({ state: { connectors } }, id) => {
  replace(connectors, stored(connectors, WHAT, id));
  return NO_CONTENT;
};

export const CONNECTOR_ROUTES: readonly Route[] = [
  ['GET', '/api/admin/v3/connectors', list],
  ['GET', '/api/admin/v3/connectors/{id}', get],
  ['PUT', '/api/admin/v3/connectors/{id}', update],
  ['DELETE', '/api/admin/v3/connectors/{id}', remove],
];

/** A connector as the API shows it now. */
export function shownConnector({ faults }: SandboxContext, connector: ConnectorV3): ConnectorV3 {
  const status = faults.connector_status ?? connector.status;
  const version = faults.connector_version ?? connector.version;
  const sessions = connector.sessions.map((each) =>
    faults.connector_version === undefined
      ? each
      : { ...each, metadata: { ...each.metadata, connector_version: version } },
  );
  return { ...connector, status, version, sessions: status === 'CONNECTED' ? sessions : [] };
}
