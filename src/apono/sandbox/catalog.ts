import type { IntegrationConfigV2 } from '../api-shapes';
import { ok, Refusal, wholeList } from './answer';
import type { Operation, Route } from './request';
import type { SandboxType } from './types';

/** `GET /api/v2/integrations-catalog` */
const list: Operation = ({ types }) => wholeList(types.map(described));

/** `GET /api/v2/integrations-catalog/{type}` */
const get: Operation = ({ types }, type) => {
  const found = types.find((each) => each.type === type);
  if (found === undefined) throw new Refusal(404, `No integration type ${type}`);
  return ok(described(found));
};

export const CATALOG_ROUTES: readonly Route[] = [
  ['GET', '/api/v2/integrations-catalog', list],
  ['GET', '/api/v2/integrations-catalog/{type}', get],
];

function described({ resource_types: _, ...rest }: SandboxType): IntegrationConfigV2 {
  return rest;
}
