import type { Action } from '../action';
import type { ObjectValue } from '../value/value';
import type { Warnings } from '../verb';
import { context, type Server } from './server';

/** InvokeAction: while applying. Yields what is told meanwhile. */
export function invokeAction(server: Server, action: Action, config: ObjectValue): AsyncGenerator<string, Warnings> {
  return action.invoke({ config }, context(server));
}
