import type { AponoClient } from '../apono';
import type { HandlerContext } from '../handler/context';
import { isUnknown } from '../metadata';

/** Apono's API: a command line knows where it is. */
export function aponoClient(context: HandlerContext): AponoClient {
  const client = context.apono();
  if (isUnknown(client)) throw new Error('A command line knows everything');
  return client;
}
