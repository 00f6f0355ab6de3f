import { existsSync } from 'node:fs';
import { type Field as Definition, Enum, load, MapField, type Root, Type } from 'protobufjs';
import { type Field, MESSAGE_FIELDS } from '../../../src/terraform/plugin/wire/message-fields';
import { METHODS } from '../../../src/terraform/plugin/wire/methods';

/** The path of Terraform's own `tfplugin6.proto`, which is not part of this repository. */
const OFFICIAL = process.env.TEST_TFPLUGIN6_PROTO;

/** What of the official definition is left out. */
const LEFT_OUT = [
  // State stores.
  /^(Validate|Configure)StateStore\b/,
  /^StateStore(Client|Server)Capabilities$/,
  /^(Read|Write)StateBytes\b/,
  /^(RequestChunkMeta|StateRange|LockState|UnlockState|GetStates|DeleteState)\b/,
  /^GetMetadata\.StateStoreMetadata$/,
  /^GetMetadata\.Response\.stateStores$/,
  /^GetProviderSchema\.Response\.stateStoreSchemas$/,
  // What it says itself has no effect, or is for HashiCorp's SDK alone.
  /^Schema\.Object\.(min|max)Items$/,
  /\.legacyTypeSystem$/,
  // `provider_meta` blocks, which a module, not a user, may have for a provider.
  /\.providerMeta$/,
];

const there = OFFICIAL !== undefined && existsSync(OFFICIAL);
(there ? describe : describe.skip)(
  "the official definition (TEST_TFPLUGIN6_PROTO: the path of Terraform's file)",
  () => {
    let official: Root;

    beforeAll(async () => {
      official = await load(OFFICIAL as string);
    });

    test.each(
      Object.entries<Readonly<Record<string, Field>>>(MESSAGE_FIELDS).filter(([name]) => !name.startsWith('grpc.')),
    )('%s has the same fields, numbers and types', (name, fields) => {
      const { fieldsArray } = official.lookupType(name.startsWith('google.') ? name : `tfplugin6.${name}`);
      const theirs = fieldsArray.filter((each) => !isLeftOut(`${name}.${each.name}`));
      expect(fields).toEqual(Object.fromEntries(theirs.map((each) => [each.name, fieldOf(each)])));
    });

    test('no message is missing', () => {
      const missing = messagesIn(official.lookup('tfplugin6'), '').filter(
        (name) => !Object.hasOwn(MESSAGE_FIELDS, name) && !isLeftOut(name),
      );
      expect(missing).toEqual([]);
    });

    test('every method is one of the service, with the messages of its name', () => {
      const { methods } = official.lookupService('tfplugin6.Provider');
      expect(METHODS.map((method) => [methods[method]?.requestType, methods[method]?.responseType])).toEqual(
        METHODS.map((method) => [
          `${method}.Request`,
          `${method}.${methods[method]?.responseStream ? 'Event' : 'Response'}`,
        ]),
      );
    });
  },
);

function isLeftOut(name: string): boolean {
  return LEFT_OUT.some((each) => each.test(name));
}

function fieldOf(field: Definition): Field {
  const { resolvedType, type, id, repeated } = field.resolve();
  const name = resolvedType?.fullName.replace(/^\.(tfplugin6\.)?/, '') ?? type;
  const shown = resolvedType instanceof Enum ? 'int32' : name;
  if (field instanceof MapField) return [shown, id, 'map'];
  return repeated ? [shown, id, 'repeated'] : [shown, id];
}

/** The names of all messages that have fields, or are there to have none. */
function messagesIn(space: unknown, prefix: string): string[] {
  const { nestedArray = [] } = space as { nestedArray?: { name: string }[] };
  return nestedArray.flatMap((each) => {
    if (!(each instanceof Type)) return [];
    const name = prefix + each.name;
    const own = each.fieldsArray.length > 0 || each.nestedArray.length === 0 ? [name] : [];
    return [...own, ...messagesIn(each, `${name}.`)];
  });
}
