import type { Action } from '../action';
import type { Diagnostic } from '../diagnostic';
import type { ObjectValue } from '../value/value';
import { context, type Server } from './server';

/** PlanAction: when it is to be invoked, or a resource that triggers it is to change. */
export async function planAction(server: Server, action: Action, config: ObjectValue): Promise<readonly Diagnostic[]> {
  return (await action.plan?.({ config }, context(server))) ?? [];
}
