import { Root, type Type } from 'protobufjs/light';
import { DESCRIPTOR } from './descriptor';

/** The name of a message in the descriptor. */
export type MessageName = keyof typeof DESCRIPTOR.nested;

/** A message as read: fields that were not sent are undefined. */
export type Message = Readonly<Record<string, unknown>>;

/** Reads a message; throws where the bytes are not one. */
export function readMessage(name: MessageName, bytes: Uint8Array): Message {
  const type = messageType(name);
  return type.toObject(type.decode(bytes), { longs: Number }) as Message;
}

/** Writes a message; fields that are undefined are left out. */
export function writeMessage(name: MessageName, message: Message): Buffer {
  const type = messageType(name);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

let root: Root | undefined;

function messageType(name: MessageName): Type {
  root ??= Root.fromJSON(DESCRIPTOR);
  return root.lookupType(name);
}
