import type { AccessFlowUpsertV2, AccessFlowV2 } from '../../apono';
import { accessFlow, accessFlowList as accessFlowListDescription, flowWithoutDefaults } from '../../metadata';
import type { AccessKind } from '../access/access-kind';
import { accessResource } from '../access/access-resource';
import { accessList } from '../access/list-access';
import { flowBody, type KnownFlow } from './request-body';
import { flowSummary } from './summary';
import { flowSpellings, flowValues, withFlowDefaults } from './values';

/** What is different of it from others that give access. */
export const accessFlowKind: AccessKind<AccessFlowUpsertV2, AccessFlowV2> = {
  description: accessFlow,
  reviewed: 'access_flow',
  word: 'access flow',
  things: 'accessFlows',
  collection: (client) => client.accessFlows,
  withDefaults: withFlowDefaults,
  withoutDefaults: flowWithoutDefaults,
  body: (values) => flowBody(values as unknown as KnownFlow),
  values: flowValues,
  spellings: flowSpellings,
  summary: (values) => flowSummary(values as unknown as KnownFlow),
};

/** `aponopg_access_flow`. */
export const accessFlowResource = accessResource(accessFlowKind);

/** `list aponopg_access_flow`. */
export const accessFlowList = accessList(accessFlowKind, accessFlowListDescription);
