import { ok, wholeList } from '../answer';
import { BUNDLES } from '../bundles';
import { stored } from '../entries';
import type { Fields } from '../fields';
import { change, make, remove } from '../named-things';
import type { Operation, Route } from '../request';
import type { StoredBundle } from '../tenant';
import { deleted } from './answers';
import { integrationTargets, shownTargets } from './targets';

const PATH = '/api/v1/access-bundles';

/** `PATCH /api/v1/access-bundles/{id}`: what is left out stays. */
const update: Operation = (request, id) => {
  const before = shown(stored(request.state.bundles, BUNDLES.what, id));
  return ok(shown(change(BUNDLES, request, id, bodyOf({ ...before, ...request.body }))));
};

const drop: Operation = ({ state }, id) => {
  remove(BUNDLES, state, id);
  return deleted(BUNDLES.what);
};

/** `/api/v1/access-bundles` */
export const OLDER_BUNDLE_ROUTES: readonly Route[] = [
  ['GET', PATH, ({ state }) => wholeList(state.bundles.map(shown))],
  ['POST', PATH, (request) => ok(shown(make(BUNDLES, request, bodyOf(request.body))))],
  ['GET', `${PATH}/{id}`, ({ state }, id) => ok(shown(stored(state.bundles, BUNDLES.what, id)))],
  ['PATCH', `${PATH}/{id}`, update],
  ['DELETE', `${PATH}/{id}`, drop],
];

function shown({ id, name, access_targets: targets }: StoredBundle) {
  return { id, name, integration_targets: shownTargets(targets).integration_targets };
}

/** The body of the newer API that says the same. */
function bodyOf(body: Fields): Fields {
  return { name: body.name, access_targets: integrationTargets(body) };
}
