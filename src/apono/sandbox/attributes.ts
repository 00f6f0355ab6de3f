import { ok } from './answer';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import type { Operation, Route } from './request';
import { isFrom, withSource } from './sources';
import type { SandboxState } from './tenant';

/** What can be asked of anybody in every tenant; the value comes from the request or the resource. */
const WITHOUT_VALUES = ['manager', 'Owner'];

/** `GET /api/admin/v1/attributes` */
const list: Operation = ({ state, query }) => {
  const [type, search, source] = ['type', 'search', 'source_integration_reference'].map((key) => query.get(key));
  const every = attributesOf(state);
  const found = every.filter(
    (each) =>
      (type === null || each.type === type) &&
      (search === null || matchesPattern(each.value, search as string)) &&
      (source === null || isFrom(state, each, source as string)),
  );
  const page = pageOf(found, query, (each) => every.indexOf(each));
  return ok({ ...page, items: page.items.map((each) => withSource(state, each)) });
};

export const ATTRIBUTE_ROUTES: readonly Route[] = [['GET', '/api/admin/v1/attributes', list]];

/** The types of attributes that a condition may name. */
export function attributeTypes(state: SandboxState): readonly string[] {
  return [...new Set([...attributesOf(state).map(({ type }) => type), ...WITHOUT_VALUES])];
}

function attributesOf(state: SandboxState) {
  return [
    ...state.users.map(({ id, email, source_integration_id }) => ({
      type: 'user',
      value: email,
      source_id: id,
      source_integration_id,
    })),
    ...state.groups.map(({ name, source_id, source_integration_id }) => ({
      type: 'group',
      value: name,
      source_id: source_id ?? null,
      source_integration_id,
    })),
    ...state.attributes,
  ];
}
