import { randomUUID } from 'node:crypto';
import { ok } from '../answer';
import { refuseTakenName, replace, stored } from '../entries';
import { bad, type Fields, flag, isSet, object, text } from '../fields';
import type { Operation, Route } from '../request';
import type { SandboxWebhook } from '../tenant';
import { deleted, withoutNulls } from './answers';

const WHAT = 'Webhook';
const PATH = '/api/terraform/v1/webhooks/manual';

const create: Operation = ({ webhooks, body }) => {
  const made = webhookIn(body, randomUUID());
  refuseTakenName(webhooks, WHAT, made.name);
  webhooks.push(made);
  return ok(made);
};

const update: Operation = ({ webhooks, body }, id) => {
  const before = stored(webhooks, WHAT, id);
  const after = webhookIn(body, id);
  refuseTakenName(webhooks, WHAT, after.name, id);
  replace(webhooks, before, after);
  return ok(after);
};

const drop: Operation = ({ webhooks }, id) => {
  replace(webhooks, stored(webhooks, WHAT, id));
  return deleted(WHAT);
};

/** `/api/terraform/v1/webhooks/manual` */
export const WEBHOOK_ROUTES: readonly Route[] = [
  ['POST', PATH, create],
  ['GET', `${PATH}/{id}`, ({ webhooks }, id) => ok(stored(webhooks, WHAT, id))],
  ['PUT', `${PATH}/{id}`, update],
  ['DELETE', `${PATH}/{id}`, drop],
];

function webhookIn(body: Fields, id: string): SandboxWebhook {
  const name = text(body, 'name');
  flag(body, 'active');
  const type = object(body, 'type');
  if (['http_request', 'integration'].filter((key) => isSet(type[key])).length !== 1) {
    throw bad('type must have exactly one of http_request, integration');
  }
  return { ...withoutNulls(body), id, name, type: withoutNulls(type) };
}
