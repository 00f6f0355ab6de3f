import { objectType } from '../attribute-type';
import type { Diagnostic } from '../diagnostic';
import type { ClientCapabilities, Private } from '../managed-resource';
import type { Schema } from '../schema';
import { diagnose } from '../server/diagnose';
import { failure } from '../server/failure';
import { pathSteps } from '../server/path-steps';
import type { Server } from '../server/server';
import { isObject, type ObjectValue } from '../values';
import { decodeJson, decodeMsgpack, ValueError } from './decode-value';
import { encodeMsgpack } from './encode-value';
import { type Message, type MessageName, readMessage, writeMessage } from './messages';

/** One method of the protocol, from bytes to bytes. Rejects only where the request is no message at all. */
export type Call = (server: Server, request: Uint8Array) => Promise<Buffer>;

/**
 * Makes a call of its request's message, its answer's, and what it does. Whatever `run` throws becomes the answer's
 * diagnostics, beside what `failed` puts there; paths in it are taken by the schema that `run` said it works with.
 */
export function call(
  verb: string,
  requestName: MessageName,
  responseName: MessageName,
  run: (server: Server, request: Message, useSchema: (schema: Schema) => void) => Promise<Answer>,
  failed: (request: Message) => Message = () => ({}),
): Call {
  return async (server, bytes) => {
    const request = readMessage(requestName, bytes);
    let schema: Schema = { attributes: {} };
    try {
      const { diagnostics = [], ...answer } = await run(server, request, (used) => {
        schema = used;
      });
      return writeMessage(responseName, { ...answer, diagnostics: diagnosticMessages(server, schema, diagnostics) });
    } catch (error) {
      const diagnostics = diagnosticMessages(server, schema, diagnose(server, verb, error));
      return writeMessage(responseName, { ...failed(request), diagnostics });
    }
  };
}

/** What a call answers, in its message's fields, with the diagnostics still as the verb gave them. */
export type Answer = Message & { readonly diagnostics?: readonly Diagnostic[] };

/** The object in a DynamicValue, or null. */
export function readObject(schema: Schema, field: unknown, what: string): ObjectValue | null {
  const { msgpack, json } = (field ?? {}) as { msgpack?: Uint8Array; json?: Uint8Array };
  const type = objectType(schema.attributes);
  try {
    const value = msgpack?.length ? decodeMsgpack(type, msgpack) : json?.length ? decodeJson(type, json) : null;
    if (value !== null && !isObject(value)) throw new ValueError([], 'an object was expected');
    return value;
  } catch (error) {
    throw error instanceof ValueError ? unreadable(error, what) : error;
  }
}

/** The same where the protocol has no null. */
export function readConfig(schema: Schema, field: unknown, what: string): ObjectValue {
  const value = readObject(schema, field, what);
  if (value) return value;
  throw failure(`Terraform sent no ${what}`, 'The call cannot be answered without it.');
}

/** The diagnostics for a value of Terraform's that cannot be used. */
export function unreadable(error: ValueError, what: string): Error {
  const where = error.path.length ? ` at ${pathText(error.path)}` : '';
  return failure(
    `The ${what} cannot be used`,
    `What Terraform sent is not as the schema says${where}: ${error.message}.`,
  );
}

/** An object, or null, as a DynamicValue. */
export function writeObject(schema: Schema, value: ObjectValue | null, what: string): Message {
  try {
    return { msgpack: encodeMsgpack(objectType(schema.attributes), value) };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const where = error.path.length ? ` at ${pathText(error.path)}` : '';
    throw new Error(`the ${what} does not fit the schema${where}: ${error.message}`);
  }
}

/** The private data in a field of bytes. */
export function readPrivate(field: unknown): Private {
  if (!(field instanceof Uint8Array) || field.length === 0) return null;
  try {
    return JSON.parse(Buffer.from(field).toString()) as Private;
  } catch {
    throw failure('The private data cannot be read', 'They were not written by this provider.');
  }
}

/** Private data as a field of bytes. */
export function writePrivate(data: Private): Buffer | undefined {
  return data === null ? undefined : Buffer.from(JSON.stringify(data));
}

/** What the Terraform that asks is able to do. */
export function ableTo(request: Message): ClientCapabilities {
  const { writeOnlyAttributesAllowed, deferralAllowed } = (request.clientCapabilities ?? {}) as Message;
  return { writeOnlyAttributes: writeOnlyAttributesAllowed === true, deferral: deferralAllowed === true };
}

/** A path as the protocol has it. */
export function pathMessage(schema: Schema, path: Diagnostic['path']): Message {
  const steps = pathSteps(schema.attributes, path ?? []).map((step) => {
    if ('attribute' in step) return { attributeName: step.attribute };
    return 'key' in step ? { elementKeyString: step.key } : { elementKeyInt: step.index };
  });
  return { steps };
}

function diagnosticMessages(server: Server, schema: Schema, diagnostics: readonly Diagnostic[]): Message[] {
  return diagnostics.map(({ severity, summary, detail = '', path }) => {
    // Terraform names the path nowhere, and before 1.12 it finds the lines of top-level attributes only.
    const place = path && path.length > 1 ? `${detail ? '\n\n' : ''}At ${pathText(path)}.` : '';
    return {
      severity: severity === 'error' ? 1 : 2,
      summary: server.told(summary),
      detail: server.told(detail + place) || undefined,
      attribute: path?.length ? pathMessage(schema, path) : undefined,
    };
  });
}

/** A path as a user would write it: `sides[1].colour`. */
function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, '');
}
