import { ok } from './answer';
import { stored } from './entries';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import type { Operation, Route } from './request';
import { withSource } from './sources';

/** `GET /api/admin/v3/users` */
const list: Operation = ({ state, query }) => {
  const matches = (text: string | null | undefined, key: string) =>
    query.get(key) === null || matchesPattern(text ?? '', query.get(key) as string);
  const roles = query.getAll('role');
  const users = state.users.map((each) => withSource(state, each));
  const found = users.filter(
    (each) =>
      matches(each.first_name, 'first_name') &&
      matches(each.last_name, 'last_name') &&
      matches(each.source_integration_id, 'source_integration_id') &&
      matches(each.source_integration_name, 'source_integration_name') &&
      (roles.length === 0 || each.roles.some((role) => roles.includes(role))),
  );
  return ok(pageOf(found, query, (each) => users.indexOf(each)));
};

/** `GET /api/admin/v3/users/{id}` */
const get: Operation = ({ state }, id) => ok(withSource(state, stored(state.users, 'User', id)));

export const USER_ROUTES: readonly Route[] = [
  ['GET', '/api/admin/v3/users', list],
  ['GET', '/api/admin/v3/users/{id}', get],
];
