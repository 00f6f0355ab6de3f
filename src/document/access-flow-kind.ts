import { accessFlowResource } from '../handler/access-flow';
import { accessKind } from './access-kind';

/** Access flows in a document. */
export const accessFlowKind = accessKind('access_flows', 'access flow', accessFlowResource, 'accessFlows');
