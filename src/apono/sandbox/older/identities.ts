import { ok, Refusal, wholeList } from '../answer';
import { uuidOf } from '../ids';
import type { Operation, Route } from '../request';
import type { SandboxState } from '../tenant';

/** Somebody, as the older APIs know them: by an id alone. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  /** The type of the attribute that has this value. */
  readonly type: string;
}

/** Everybody whom the older APIs know. */
export function identitiesOf({ users, groups, attributes }: SandboxState): readonly Identity[] {
  return [
    ...users.map(({ id, email }) => ({ id, name: email, type: 'user' })),
    ...groups.map(({ id, name }) => ({ id, name, type: 'group' })),
    ...attributes.map(({ type, value }) => ({ id: uuidOf('attribute', type, value), name: value, type })),
  ];
}

/** What the older APIs call a type of attribute: all but two are the same to them. */
export function olderType(type: string): string {
  return ['user', 'group'].includes(type) ? type : 'context_attribute';
}

/** `GET /api/v2/identities` */
const listIdentities: Operation = ({ state }) =>
  wholeList(identitiesOf(state).map(({ type, ...rest }) => ({ ...rest, type: olderType(type).toUpperCase() })));

/** `GET /api/v2/users` */
const listUsers: Operation = ({ state }) => wholeList(state.users.map(shown));

/** `GET /api/v2/users/{id}`, by id or e-mail */
const getUser: Operation = ({ state }, reference) => {
  const found = state.users.find(({ id, email }) => id === reference || email === reference);
  if (found === undefined) throw new Refusal(404, `User ${reference} not found`);
  return ok(shown(found));
};

export const OLDER_IDENTITY_ROUTES: readonly Route[] = [
  ['GET', '/api/v2/identities', listIdentities],
  ['GET', '/api/v2/users', listUsers],
  ['GET', '/api/v2/users/{id}', getUser],
];

function shown({ id, email, first_name, last_name, active }: SandboxState['users'][number]) {
  return { id, email, first_name, last_name, active };
}
