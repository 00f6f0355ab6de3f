import { FunctionFailure, type Parameter, type ProviderFunction } from '../provider-function';
import { callFunction } from '../server/call-function';
import { diagnose } from '../server/diagnose';
import { getFunctions } from '../server/get-schema';
import { functionOf } from '../server/named';
import type { Value } from '../value/value';
import { decodeJson, decodeMsgpack } from '../wire/decode-value';
import { encodeMsgpack } from '../wire/encode-value';
import { type Message, writeMessage } from '../wire/messages';
import { typeToJson } from '../wire/type-json';
import { type Call, call, readRequest } from './call';
import { inCall } from './in-call';
import { described } from './schema-message';

const functions = call('GetFunctions', 'functions', async (server) => ({
  functions: functionMessages(await getFunctions(server)),
}));

/** What a function has to say of a failure is one text, and the argument: it knows no diagnostics. */
const callOne: Call = async (client, bytes) => {
  const request = readRequest('CallFunction.Request', bytes);
  const server = inCall(client, 'CallFunction', {});
  try {
    const called = await functionOf(server, request.name);
    const args = (request.arguments ?? []).map((each, index) => readArgument(called, each, index));
    if (args.length < called.parameters.length) {
      throw new FunctionFailure(`${called.parameters.length} arguments are needed, ${args.length} were given.`);
    }
    const result = await callFunction(server, called, args);
    return writeMessage('CallFunction.Response', { result: { msgpack: encodeMsgpack(called.returns, result) } });
  } catch (error) {
    return writeMessage('CallFunction.Response', { error: failureOf(error) });
  }

  function failureOf(error: unknown): Message<'FunctionError'> {
    if (error instanceof FunctionFailure) {
      return { text: server.told(error.message), functionArgument: error.argument };
    }
    const [first] = diagnose(server, 'function', error);
    return { text: server.told([first?.summary, first?.detail].filter(Boolean).join(': ')) };
  }
};

/** The methods that concern functions. */
export const FUNCTION_CALLS = { GetFunctions: functions, CallFunction: callOne } satisfies Readonly<
  Record<string, Call>
>;

/** Functions as the protocol has them, by name. */
export function functionMessages(all: Readonly<Record<string, ProviderFunction>>): Record<string, Message<'Function'>> {
  return Object.fromEntries(Object.entries(all).map(([name, each]) => [name, functionMessage(each)]));
}

function functionMessage(given: ProviderFunction): Message<'Function'> {
  const { parameters, variadic, returns, summary, description, deprecated } = given;
  return {
    parameters: parameters.map(parameterMessage),
    variadicParameter: variadic && parameterMessage(variadic),
    return: { type: typeBytes(returns) },
    summary,
    ...described(description),
    deprecationMessage: deprecated,
  };
}

function parameterMessage({
  name,
  type,
  takesNull,
  takesUnknown,
  description,
}: Parameter): Message<'Function.Parameter'> {
  return {
    name,
    type: typeBytes(type),
    allowNullValue: takesNull,
    allowUnknownValues: takesUnknown,
    ...described(description),
  };
}

function typeBytes(type: Parameter['type']): Buffer {
  return Buffer.from(JSON.stringify(typeToJson(type)));
}

function readArgument(
  { parameters, variadic }: ProviderFunction,
  given: Message<'DynamicValue'>,
  index: number,
): Value {
  const parameter = parameters[index] ?? variadic;
  if (parameter === undefined) throw new FunctionFailure(`There is no parameter ${index + 1}.`, index);
  const { msgpack, json } = given;
  try {
    if (msgpack?.length) return decodeMsgpack(parameter.type, msgpack);
    return json?.length ? decodeJson(parameter.type, json) : null;
  } catch (error) {
    throw new FunctionFailure(`"${parameter.name}" cannot be used: ${(error as Error).message}.`, index);
  }
}
