import type { HandlerContext } from '../../handler';
import type { Provider } from '../plugin';
import { terraformList } from './terraform-resource';

/** What `terraform query` finds, by the resource that it finds. */
export const lists: Required<Provider<HandlerContext>>['listResources'] = {
  aponopg_role: () => {
    const { roleResource }: typeof import('../../handler/role') = require('../../handler/role');
    const { roleList }: typeof import('../../handler/role/list-roles') = require('../../handler/role/list-roles');
    return terraformList(roleList, roleResource);
  },
  aponopg_grants: () => {
    const { grantsResource }: typeof import('../../handler/grants') = require('../../handler/grants');
    const {
      grantsList,
    }: typeof import('../../handler/grants/list-grants') = require('../../handler/grants/list-grants');
    return terraformList(grantsList, grantsResource);
  },
  aponopg_integration: () => {
    const { integrationResource }: typeof import('../../handler/integration') = require('../../handler/integration');
    const {
      integrationList,
    }: typeof import('../../handler/integration/list-integrations') = require('../../handler/integration/list-integrations');
    return terraformList(integrationList, integrationResource);
  },
  aponopg_access_scope: () => {
    const {
      accessScopeList,
      accessScopeResource,
    }: typeof import('../../handler/access-scope') = require('../../handler/access-scope');
    return terraformList(accessScopeList, accessScopeResource);
  },
  aponopg_bundle: () => {
    const { bundleList, bundleResource }: typeof import('../../handler/bundle') = require('../../handler/bundle');
    return terraformList(bundleList, bundleResource);
  },
  aponopg_access_flow: () => {
    const {
      accessFlowList,
      accessFlowResource,
    }: typeof import('../../handler/access-flow') = require('../../handler/access-flow');
    return terraformList(accessFlowList, accessFlowResource);
  },
};
