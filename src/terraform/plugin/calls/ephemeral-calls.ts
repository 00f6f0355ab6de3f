import type { DeferralReason } from '../ephemeral-resource';
import { closeEphemeral } from '../server/close-ephemeral';
import { ephemeralResourceOf } from '../server/named';
import { openEphemeral } from '../server/open-ephemeral';
import { renewEphemeral } from '../server/renew-ephemeral';
import { validateEphemeral } from '../server/validate-ephemeral';
import type { Message } from '../wire/messages';
import { type Call, call } from './call';
import { readConfig, writeObject } from './dynamic-value';
import { readPrivate, writePrivate } from './private-data';

const validate = call('ValidateEphemeralResourceConfig', 'validate', async (server, request, useSchema) => {
  const ephemeral = await ephemeralResourceOf(server, request.typeName);
  useSchema(ephemeral.schema);
  const config = readConfig(ephemeral.schema, request.config, 'configuration');
  return { diagnostics: await validateEphemeral(server, ephemeral, config) };
});

const open = call('OpenEphemeralResource', 'open', async (server, request, useSchema) => {
  const ephemeral = await ephemeralResourceOf(server, request.typeName);
  const { schema } = ephemeral;
  useSchema(schema);
  const config = readConfig(schema, request.config, 'configuration');
  const opened = await openEphemeral(server, ephemeral, { config });
  if ('deferred' in opened) return { deferred: { reason: REASONS[opened.deferred] } };
  return {
    result: writeObject(schema, opened.result, 'result of open'),
    private: writePrivate(opened.private ?? null),
    renewAt: timestamp(opened.renewAt),
    diagnostics: opened.diagnostics ?? [],
  };
});

const renew = call('RenewEphemeralResource', 'renew', async (server, request, useSchema) => {
  const ephemeral = await ephemeralResourceOf(server, request.typeName);
  useSchema(ephemeral.schema);
  const renewed = await renewEphemeral(server, ephemeral, { private: readPrivate(request.private) });
  return {
    private: writePrivate(renewed.private ?? null),
    renewAt: timestamp(renewed.renewAt),
    diagnostics: renewed.diagnostics ?? [],
  };
});

const close = call('CloseEphemeralResource', 'close', async (server, request, useSchema) => {
  const ephemeral = await ephemeralResourceOf(server, request.typeName);
  useSchema(ephemeral.schema);
  return { diagnostics: await closeEphemeral(server, ephemeral, { private: readPrivate(request.private) }) };
});

/** The methods that concern one type of ephemeral resource. */
export const EPHEMERAL_CALLS = {
  ValidateEphemeralResourceConfig: validate,
  OpenEphemeralResource: open,
  RenewEphemeralResource: renew,
  CloseEphemeralResource: close,
} satisfies Readonly<Record<string, Call>>;

const REASONS: Readonly<Record<DeferralReason, number>> = {
  'config unknown': 1,
  'provider config unknown': 2,
  'prerequisite absent': 3,
};

/** A point in time as the protocol has it. */
function timestamp(date: Date | undefined): Message<'google.protobuf.Timestamp'> | undefined {
  if (date === undefined) return undefined;
  const seconds = Math.floor(date.getTime() / 1000);
  return { seconds, nanos: (date.getTime() - seconds * 1000) * 1_000_000 };
}
