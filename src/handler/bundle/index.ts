import type { BundleUpsertV2, BundleV2 } from '../../apono';
import { type Bundle, bundle, bundleList as bundleListDescription } from '../../metadata';
import type { AccessKind } from '../access/access-kind';
import { accessResource } from '../access/access-resource';
import type { KnownValues } from '../access/known-values';
import { accessList } from '../access/list-access';
import { bundleTargetBody, bundleTargetValues, targetSpellings } from '../access/targets';
import { tellTarget } from '../access/tell';
import type { Values } from '../handler-resource';

/** What is different of it from others that give access. */
export const bundleKind: AccessKind<BundleUpsertV2, BundleV2> = {
  description: bundle,
  reviewed: 'bundle',
  word: 'bundle',
  things: 'bundles',
  collection: (client) => client.bundles,
  withDefaults: (values) => values,
  withoutDefaults: (values) => values,
  body: (values) => bundleBody(knownBundle(values)),
  values: bundleValues,
  spellings: ({ access_targets }) => access_targets.flatMap(targetSpellings),
  summary: (values) => knownBundle(values).access_targets.map(tellTarget),
};

/** `aponopg_bundle`. */
export const bundleResource = accessResource(bundleKind);

/** `list aponopg_bundle`. */
export const bundleList = accessList(bundleKind, bundleListDescription);

type KnownBundle = KnownValues<Bundle>;

function knownBundle(values: Values): KnownBundle {
  return values as unknown as KnownBundle;
}

function bundleBody({ name, access_targets }: KnownBundle): BundleUpsertV2 {
  return { name, access_targets: access_targets.map(bundleTargetBody) };
}

function bundleValues({ name, access_targets }: BundleV2): Values {
  return { name, access_targets: access_targets.map(bundleTargetValues) };
}
