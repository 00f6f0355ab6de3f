import { ok } from '../answer';
import { shownConnector } from '../connectors';
import type { Operation, Route } from '../request';
import { seconds, withoutNulls } from './answers';

/** `GET /api/v2/connectors` */
const list: Operation = (request) =>
  ok(
    request.state.connectors
      .map((each) => shownConnector(request, each))
      .map(({ id, status, last_connected: at }) =>
        withoutNulls({ connector_id: id, status, last_connected: seconds(at) }),
      ),
  );

export const OLDER_CONNECTOR_ROUTES: readonly Route[] = [['GET', '/api/v2/connectors', list]];
