import { text } from './fields';
import { type Kind, routesOf } from './named-things';
import { BUNDLE_TARGETS, shownTarget, targets } from './targets';
import type { StoredBundle } from './tenant';

export const BUNDLES: Kind<StoredBundle> = {
  what: 'Bundle',
  path: '/api/admin/v2/bundles',
  entries: (state) => state.bundles,
  read: (context, body) => ({
    name: text(body, 'name'),
    access_targets: targets(context, BUNDLE_TARGETS)(body, 'access_targets'),
  }),
  shown: (state, bundle) => ({
    ...bundle,
    access_targets: bundle.access_targets.map((each) => {
      const { bundle: _, ...target } = shownTarget(state, each);
      return target;
    }),
  }),
  filtersByName: true,
};

/** `/api/admin/v2/bundles` */
export const BUNDLE_ROUTES = routesOf(BUNDLES);
