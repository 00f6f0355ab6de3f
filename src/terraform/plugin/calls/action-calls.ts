import { invokeAction } from '../server/invoke-action';
import { actionOf } from '../server/named';
import { planAction } from '../server/plan-action';
import { validateAction } from '../server/validate-action';
import { type Call, call } from './call';
import { readConfig } from './dynamic-value';
import { streamCall } from './stream-call';

const validate = call('ValidateActionConfig', 'validate', async (server, request, useSchema) => {
  const action = await actionOf(server, request.typeName);
  useSchema(action.schema);
  const config = readConfig(action.schema, request.config, 'configuration');
  return { diagnostics: await validateAction(server, action, config) };
});

const plan = call('PlanAction', 'plan', async (server, request, useSchema) => {
  const action = await actionOf(server, request.actionType);
  useSchema(action.schema);
  const config = readConfig(action.schema, request.config, 'configuration');
  return { diagnostics: await planAction(server, action, config) };
});

const invoke = streamCall(
  'InvokeAction',
  'invoke',
  async function* (server, request, { useSchema, tell }) {
    const action = await actionOf(server, request.actionType);
    useSchema(action.schema);
    const config = readConfig(action.schema, request.config, 'configuration');
    const warnings = yield* progress(invokeAction(server, action, config), server.told);
    yield { completed: { diagnostics: tell(warnings ?? []) } };
  },
  (diagnostics) => ({ completed: { diagnostics } }),
);

/** Each line as an event; gives what the work returned in the end. */
async function* progress<R>(work: AsyncGenerator<string, R>, told: (text: string) => string) {
  try {
    for (;;) {
      const { done, value } = await work.next();
      if (done) return value;
      yield { progress: { message: told(value) } };
    }
  } finally {
    // Where nobody listens any more the work is told to end.
    await work.return(undefined as R);
  }
}

/** The methods that concern one type of action. */
export const ACTION_CALLS = {
  ValidateActionConfig: validate,
  PlanAction: plan,
  InvokeAction: invoke,
} satisfies Readonly<Record<string, Call>>;
