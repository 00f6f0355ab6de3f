import { randomUUID } from 'node:crypto';
import type { GroupV1 } from '../identity-shapes';
import { NO_CONTENT, ok, Refusal } from './answer';
import { nextPosition, refuseTakenName, replace, stored } from './entries';
import { type Fields, maybeTexts, text } from './fields';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import type { Operation, Route } from './request';
import { withSource } from './sources';
import type { SandboxState, StoredGroup } from './tenant';

const WHAT = 'Group';

/** `GET /api/admin/v1/groups` */
const list: Operation = ({ state, query }) => {
  const name = query.get('name');
  const found = state.groups.filter((each) => name === null || matchesPattern(each.name, name));
  const page = pageOf(found, query, (each) => each.position);
  return ok({ ...page, items: page.items.map((each) => shown(state, each)) });
};

/** `POST /api/admin/v1/groups` */
const create: Operation = ({ state, body }) => {
  const name = text(body, 'name');
  refuseTakenName(state.groups, WHAT, name);
  const made: StoredGroup = {
    id: randomUUID(),
    name,
    source_id: null,
    source_integration_id: null,
    members: membersIn(state, body),
    position: nextPosition(state.groups),
  };
  state.groups.push(made);
  return ok(shown(state, made));
};

/** `GET /api/admin/v1/groups/{id}` */
const get: Operation = ({ state }, id) => ok(shown(state, stored(state.groups, WHAT, id)));

/** `PUT /api/admin/v1/groups/{id}/name` */
const rename: Operation = ({ state, body }, id) => {
  const name = text(body, 'name');
  refuseTakenName(state.groups, WHAT, name, id);
  return ok(shown(state, change(state, id, { name })));
};

/** `DELETE /api/admin/v1/groups/{id}` */
const remove: Operation = ({ state }, id) => {
  replace(state.groups, ownGroup(state, id));
  return NO_CONTENT;
};

/** `GET /api/admin/v1/groups/{id}/members` */
const listMembers: Operation = ({ state, query }, id) => {
  const { members } = stored(state.groups, WHAT, id);
  const page = pageOf(members, query, (each) => members.indexOf(each));
  return ok({ ...page, items: page.items.map((email) => ({ email })) });
};

/** `PUT /api/admin/v1/groups/{id}/members` */
const setMembers: Operation = ({ state, body }, id) => {
  change(state, id, { members: membersIn(state, body) });
  return NO_CONTENT;
};

/** `PUT /api/admin/v1/groups/{id}/members/{email}` */
const addMember: Operation = ({ state }, id, email) => {
  const { members } = stored(state.groups, WHAT, id);
  change(state, id, { members: [...members.filter((each) => each !== email), userEmail(state, email)] });
  return NO_CONTENT;
};

/** `DELETE /api/admin/v1/groups/{id}/members/{email}` */
const removeMember: Operation = ({ state }, id, email) => {
  const { members } = stored(state.groups, WHAT, id);
  change(state, id, { members: members.filter((each) => each !== email) });
  return NO_CONTENT;
};

export const GROUP_ROUTES: readonly Route[] = [
  ['GET', '/api/admin/v1/groups', list],
  ['POST', '/api/admin/v1/groups', create],
  ['GET', '/api/admin/v1/groups/{id}', get],
  ['DELETE', '/api/admin/v1/groups/{id}', remove],
  ['PUT', '/api/admin/v1/groups/{id}/name', rename],
  ['GET', '/api/admin/v1/groups/{id}/members', listMembers],
  ['PUT', '/api/admin/v1/groups/{id}/members', setMembers],
  ['PUT', '/api/admin/v1/groups/{id}/members/{email}', addMember],
  ['DELETE', '/api/admin/v1/groups/{id}/members/{email}', removeMember],
];

function shown(state: SandboxState, { members: _, position: __, ...group }: StoredGroup): GroupV1 {
  return withSource(state, group);
}

function change(state: SandboxState, id: string, changes: Partial<StoredGroup>): StoredGroup {
  const before = ownGroup(state, id);
  const after = { ...before, ...changes };
  replace(state.groups, before, after);
  return after;
}

/** A group that was made in Apono: what comes from a source is changed there. @throws Refusal */
function ownGroup(state: SandboxState, id: string): StoredGroup {
  const found = stored(state.groups, WHAT, id);
  if (found.source_integration_id !== null) throw new Refusal(400, `Group ${id} is managed by its source integration`);
  return found;
}

function membersIn(state: SandboxState, body: Fields): readonly string[] {
  return [...new Set(maybeTexts(body, 'members_emails').map((email) => userEmail(state, email)))];
}

function userEmail(state: SandboxState, email: string): string {
  const found = state.users.find((each) => [each.email, ...each.email_aliases].includes(email));
  if (found === undefined) throw new Refusal(400, `User ${email} not found`);
  return email;
}
