import { objectType } from '../attribute-type';
import { membersOf } from '../members';
import { applyResource } from '../server/apply-resource';
import { failure } from '../server/failure';
import { generateConfig } from '../server/generate-config';
import { identityOf, plannedIdentity } from '../server/identify';
import { importResource } from '../server/import-resource';
import { moveResource } from '../server/move-resource';
import { resourceOf } from '../server/named';
import { planResource } from '../server/plan-resource';
import { readResource } from '../server/read-resource';
import { upgradeResource } from '../server/upgrade-resource';
import { validateResource } from '../server/validate-resource';
import { withoutWriteOnly } from '../server/write-only';
import { isObject, type ObjectValue, unknownsToNull, type Value } from '../value/value';
import { conformed, decodeJson, parseJson, ValueError } from '../wire/decode-value';
import type { Message } from '../wire/messages';
import { type Call, call } from './call';
import { pathMessage } from './diagnostic-message';
import { readConfig, readObject, unreadable, writeObject } from './dynamic-value';
import { readIdentity, upgradedIdentity, writeIdentity } from './identity-data';
import { readPrivate, writePrivate } from './private-data';

const validate = call('ValidateResourceConfig', 'validate', async (server, request, useSchema) => {
  const resource = await resourceOf(server, request.typeName);
  useSchema(resource.schema);
  const config = readConfig(resource.schema, request.config, 'configuration');
  return {
    diagnostics: await validateResource(server, resource, config),
  };
});

const upgrade = call('UpgradeResourceState', 'upgrade', async (server, request, useSchema) => {
  const resource = await resourceOf(server, request.typeName);
  const { schema } = resource;
  useSchema(schema);
  return readingState(request.rawState, async (raw, json) => {
    const upgraded = await upgradeResource(resource, { version: request.version ?? 0, state: raw });
    const type = objectType(membersOf(schema));
    const state = upgraded ? conformed(type, upgraded) : (decodeJson(type, json, true) as ObjectValue);
    return { upgradedState: writeObject(schema, withoutWriteOnly(membersOf(schema), state), 'upgraded state') };
  });
});

const upgradeIdentity = call('UpgradeResourceIdentity', 'upgrade', async (server, request) => {
  const resource = await resourceOf(server, request.typeName);
  const { json } = request.rawIdentity ?? {};
  return {
    upgradedIdentity: writeIdentity(resource, upgradedIdentity(resource, request.version ?? 0, json)),
  };
});

const read = call('ReadResource', 'read', async (server, request, useSchema) => {
  const resource = await resourceOf(server, request.typeName);
  const { schema } = resource;
  useSchema(schema);
  const before = readObject(schema, request.currentState, 'state');
  if (!before) return { newState: writeObject(schema, null, 'state') };
  const after = await readResource(server, resource, { state: before, private: readPrivate(request.private) });
  return {
    newState: writeObject(schema, after.state, 'state that read returned'),
    newIdentity: writeIdentity(resource, identityOf(resource, after.state)),
    private: writePrivate(after.private),
    diagnostics: after.diagnostics,
  };
});

const plan = call('PlanResourceChange', 'plan', async (server, request, useSchema) => {
  const resource = await resourceOf(server, request.typeName);
  const { schema } = resource;
  useSchema(schema);
  const prior = readObject(schema, request.priorState, 'prior state');
  const change = await planResource(server, resource, {
    config: readObject(schema, request.config, 'configuration'),
    prior,
    proposed: readObject(schema, request.proposedNewState, 'proposed state'),
    private: readPrivate(request.priorPrivate),
    ...(request.plannedPrivate?.length && { planned: readPrivate(request.plannedPrivate) }),
  });
  return {
    plannedState: writeObject(schema, change.planned, 'plan'),
    requiresReplace: change.replace.map((path) => pathMessage(schema, path)),
    plannedPrivate: writePrivate(change.private),
    plannedIdentity: writeIdentity(resource, plannedIdentity(resource, { prior, planned: change.planned })),
    diagnostics: change.diagnostics,
  };
});

const apply = call(
  'ApplyResourceChange',
  'apply',
  async (server, request, useSchema) => {
    const resource = await resourceOf(server, request.typeName);
    const { schema } = resource;
    useSchema(schema);
    const prior = readObject(schema, request.priorState, 'prior state');
    const planned = readObject(schema, request.plannedState, 'plan');
    const config = readObject(schema, request.config, 'configuration');
    const done = await applyResource(server, resource, {
      config,
      prior,
      planned,
      private: readPrivate(request.plannedPrivate),
    });
    const answer = { private: writePrivate(done.private), diagnostics: done.diagnostics };
    try {
      const newState = writeObject(schema, done.state, 'state that apply returned');
      return { ...answer, newState, newIdentity: writeIdentity(resource, identityOf(resource, done.state)) };
    } catch (error) {
      // Something was made, though its description is of no use: what was planned keeps Terraform aware of it.
      const kept = prior ?? (planned && (unknownsToNull(planned) as ObjectValue));
      const fault = { severity: 'error', summary: 'Internal fault in the provider', detail: String(error) } as const;
      return { ...answer, newState: writeObject(schema, kept, 'plan'), diagnostics: [...done.diagnostics, fault] };
    }
  },
  (request) => ({ newState: request.priorState, private: request.plannedPrivate }),
);

const importState = call('ImportResourceState', 'import', async (server, request, useSchema) => {
  const { typeName = '' } = request;
  const resource = await resourceOf(server, typeName);
  const { schema } = resource;
  useSchema(schema);
  const identity = readIdentity(resource, request.identity);
  const asked = identity ? { identity } : { id: request.id ?? '' };
  const imported = await importResource(server, resource, typeName, asked);
  const state = writeObject(schema, imported.state, 'state that import returned');
  return {
    importedResources: [
      {
        typeName,
        state,
        private: writePrivate(imported.private),
        identity: writeIdentity(resource, identityOf(resource, imported.state)),
      },
    ],
    diagnostics: imported.diagnostics,
  };
});

const generate = call('GenerateResourceConfig', 'generate', async (server, request, useSchema) => {
  const resource = await resourceOf(server, request.typeName);
  const { schema } = resource;
  useSchema(schema);
  const state = readObject(schema, request.state, 'state');
  return { config: writeObject(schema, state && generateConfig(resource, state), 'configuration') };
});

const move = call('MoveResourceState', 'move', async (server, request, useSchema) => {
  const typeName = request.targetTypeName ?? '';
  const resource = await resourceOf(server, typeName);
  const { schema } = resource;
  useSchema(schema);
  return readingState(request.sourceState, async (state) => {
    const moved = await moveResource(server, resource, typeName, {
      provider: request.sourceProviderAddress ?? '',
      type: request.sourceTypeName ?? '',
      version: request.sourceSchemaVersion ?? 0,
      state,
    });
    return {
      targetState: writeObject(schema, moved.state, 'state that move returned'),
      targetPrivate: writePrivate(moved.private),
      targetIdentity: writeIdentity(resource, identityOf(resource, moved.state)),
      diagnostics: moved.diagnostics,
    };
  });
});

/** Reads a state as Terraform keeps it. What is wrong with it, and with what is made of it, is said of the state. */
async function readingState<A>(
  { json }: Message<'RawState'> = {},
  use: (state: ObjectValue, json: Uint8Array) => Promise<A>,
): Promise<A> {
  if (!json?.length)
    throw failure('The state has no JSON', 'States written by Terraform 0.11 or before are not supported.');
  try {
    const raw = parseJson(json) as Value;
    if (!isObject(raw)) throw new ValueError([], 'an object was expected');
    return await use(raw, json);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(new ValueError([], 'it is not JSON'), 'state');
    throw error instanceof ValueError ? unreadable(error, 'state') : error;
  }
}

/** The methods that concern one resource type. */
export const RESOURCE_CALLS = {
  ValidateResourceConfig: validate,
  UpgradeResourceState: upgrade,
  UpgradeResourceIdentity: upgradeIdentity,
  ReadResource: read,
  PlanResourceChange: plan,
  ApplyResourceChange: apply,
  ImportResourceState: importState,
  GenerateResourceConfig: generate,
  MoveResourceState: move,
} satisfies Readonly<Record<string, Call>>;
