import { Root, type Type } from 'protobufjs/light';
import { type Field, MESSAGE_FIELDS } from './message-fields';

/** The name of a message, as the protocol has it. */
export type MessageName = keyof typeof MESSAGE_FIELDS;

/** A message as plain data: fields that were not sent are undefined. */
export type Message<N extends MessageName = MessageName> = {
  readonly [F in keyof (typeof MESSAGE_FIELDS)[N]]?: FieldValue<(typeof MESSAGE_FIELDS)[N][F]> | undefined;
};

type FieldValue<F> = F extends readonly [infer T, number, 'repeated']
  ? readonly One<T>[]
  : F extends readonly [infer T, number, 'map']
    ? Readonly<Record<string, One<T>>>
    : F extends readonly [infer T, number]
      ? One<T>
      : never;

type One<T> = T extends keyof Scalars ? Scalars[T] : T extends MessageName ? Message<T> : never;

interface Scalars {
  string: string;
  bytes: Uint8Array;
  bool: boolean;
  int32: number;
  int64: number;
}

/** Reads a message; throws where the bytes are not one. */
export function readMessage<N extends MessageName>(name: N, bytes: Uint8Array): Message<N> {
  const type = messageType(name);
  return type.toObject(type.decode(bytes), { longs: Number }) as Message<N>;
}

/** Writes a message; fields that are undefined are left out. */
export function writeMessage<N extends MessageName>(name: N, message: Message<N>): Buffer {
  const type = messageType(name);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

let root: Root | undefined;

function messageType(name: MessageName): Type {
  root ??= Root.fromJSON(definition());
  return root.lookupType(name);
}

interface Definition {
  fields?: Record<string, { type: string; id: number; rule?: string; keyType?: string }>;
  nested?: Record<string, Definition>;
}

/** The messages as protobufjs wants them: those with a dot in their name stand within what comes before it. */
function definition(): Definition {
  const whole: Definition = {};
  for (const [name, fields] of Object.entries<Readonly<Record<string, Field>>>(MESSAGE_FIELDS)) {
    let at = whole;
    for (const part of name.split('.')) {
      at.nested ??= {};
      at.nested[part] ??= {};
      at = at.nested[part];
    }
    at.fields = Object.fromEntries(Object.entries(fields).map(([field, each]) => [field, fieldDefinition(each)]));
  }
  return whole;
}

function fieldDefinition([type, id, many]: Field) {
  const absolute = Object.hasOwn(MESSAGE_FIELDS, type) ? `.${type}` : type;
  return {
    type: absolute,
    id,
    ...(many === 'repeated' && { rule: many }),
    ...(many === 'map' && { keyType: 'string' }),
  };
}
