import { existsSync } from 'node:fs';
import { load, type Root, type Type } from 'protobufjs';
import { DESCRIPTOR } from '../../../src/terraform/plugin/wire/descriptor';
import { METHODS } from '../../../src/terraform/plugin/wire/methods';

/** The path of Terraform's own `tfplugin6.proto`, which is not part of this repository. */
const OFFICIAL = process.env.TEST_TFPLUGIN6_PROTO;

/** The official messages that each of ours stands for. */
const MESSAGES: Readonly<Record<keyof typeof DESCRIPTOR.nested, readonly string[]>> = {
  DynamicValue: ['DynamicValue'],
  RawState: ['RawState'],
  Step: ['AttributePath.Step'],
  AttributePath: ['AttributePath'],
  Diagnostic: ['Diagnostic'],
  Object: ['Schema.Object'],
  Attribute: ['Schema.Attribute'],
  Block: ['Schema.Block'],
  Schema: ['Schema'],
  ServerCapabilities: ['ServerCapabilities'],
  ClientCapabilities: ['ClientCapabilities'],
  IdentityData: ['ResourceIdentityData'],
  IdentityAttribute: ['ResourceIdentitySchema.IdentityAttribute'],
  IdentitySchema: ['ResourceIdentitySchema'],
  IdentitySchemas: ['GetResourceIdentitySchemas.Response'],
  UpgradeIdentityRequest: ['UpgradeResourceIdentity.Request'],
  UpgradeIdentityResponse: ['UpgradeResourceIdentity.Response'],
  Empty: [
    'GetMetadata.Request',
    'GetResourceIdentitySchemas.Request',
    'GetProviderSchema.Request',
    'GetFunctions.Request',
    'StopProvider.Request',
  ],
  FirstDiagnostics: [
    'ValidateResourceConfig.Response',
    'ValidateDataResourceConfig.Response',
    'ValidateEphemeralResourceConfig.Response',
    'ConfigureProvider.Response',
    'CloseEphemeralResource.Response',
  ],
  SecondDiagnostics: ['ValidateProviderConfig.Response'],
  TypeName: ['GetMetadata.ResourceMetadata', 'GetMetadata.DataSourceMetadata', 'GetMetadata.EphemeralMetadata'],
  FunctionName: ['GetMetadata.FunctionMetadata'],
  Metadata: ['GetMetadata.Response'],
  ProviderSchema: ['GetProviderSchema.Response'],
  ProviderConfig: ['ValidateProviderConfig.Request'],
  ConfigureRequest: ['ConfigureProvider.Request'],
  ValidateRequest: [
    'ValidateResourceConfig.Request',
    'ValidateDataResourceConfig.Request',
    'ValidateEphemeralResourceConfig.Request',
  ],
  UpgradeRequest: ['UpgradeResourceState.Request'],
  UpgradeResponse: ['UpgradeResourceState.Response'],
  ReadRequest: ['ReadResource.Request'],
  ReadResponse: ['ReadResource.Response'],
  PlanRequest: ['PlanResourceChange.Request'],
  PlanResponse: ['PlanResourceChange.Response'],
  ApplyRequest: ['ApplyResourceChange.Request'],
  ApplyResponse: ['ApplyResourceChange.Response'],
  ImportRequest: ['ImportResourceState.Request'],
  ImportedResource: ['ImportResourceState.ImportedResource'],
  ImportResponse: ['ImportResourceState.Response'],
  MoveRequest: ['MoveResourceState.Request'],
  MoveResponse: ['MoveResourceState.Response'],
  ReadDataRequest: ['ReadDataSource.Request'],
  ReadDataResponse: ['ReadDataSource.Response'],
  Timestamp: ['google.protobuf.Timestamp'],
  Deferred: ['Deferred'],
  OpenEphemeralRequest: ['OpenEphemeralResource.Request'],
  OpenEphemeralResponse: ['OpenEphemeralResource.Response'],
  EphemeralRequest: ['RenewEphemeralResource.Request', 'CloseEphemeralResource.Request'],
  RenewEphemeralResponse: ['RenewEphemeralResource.Response'],
  Parameter: ['Function.Parameter'],
  Return: ['Function.Return'],
  Function: ['Function'],
  FunctionsResponse: ['GetFunctions.Response'],
  CallFunctionRequest: ['CallFunction.Request'],
  FunctionError: ['FunctionError'],
  CallFunctionResponse: ['CallFunction.Response'],
};

/** Fields that a message has for one of those it stands for, and not for the others. */
const ONLY_FOR_SOME: Readonly<Record<string, readonly string[]>> = { ValidateRequest: ['clientCapabilities'] };

const there = OFFICIAL !== undefined && existsSync(OFFICIAL);
(there ? describe : describe.skip)(
  "the official definition (TEST_TFPLUGIN6_PROTO: the path of Terraform's file)",
  () => {
    let official: Root;

    beforeAll(async () => {
      official = await load(OFFICIAL as string);
    });

    const find = (name: string): Type => official.lookupType(name.startsWith('google.') ? name : `tfplugin6.${name}`);

    test.each(Object.entries(MESSAGES))('%s has the numbers and types of %p', (name, others) => {
      const ours = DESCRIPTOR.nested[name as keyof typeof MESSAGES] as { fields: Record<string, Field> };
      for (const other of others) {
        const { fields } = find(other);
        for (const [field, { id, type, rule, keyType }] of Object.entries(ours.fields)) {
          const found = fields[field]?.toJSON() as Field | undefined;
          if (found === undefined && ONLY_FOR_SOME[name]?.includes(field)) continue;
          expect({ other, field, ...(found && shown(found)) }).toEqual({
            other,
            field,
            ...shown({ id, type, rule, keyType }),
          });
        }
      }
    });

    test('every method is one of the service', () => {
      const service = official.lookupService('tfplugin6.Provider');
      expect(METHODS.filter((each) => service.methods[each] === undefined)).toEqual([]);
    });

    interface Field {
      id: number;
      type: string;
      rule?: string | undefined;
      keyType?: string | undefined;
    }

    /** A field by number, how often it comes, and its kind: scalars by name, messages by what of ours stands for them. */
    function shown({ id, type, rule, keyType }: Field) {
      const scalar = /^(string|bytes|bool|int32|int64)$/.test(type) ? type : undefined;
      // Enumerations travel as whole numbers.
      const kind = scalar ?? (isEnum(type) ? 'int32' : 'message');
      return { id, kind, repeated: rule === 'repeated', keyType };
    }

    function isEnum(type: string): boolean {
      return ['Severity', 'StringKind', 'NestingMode', 'Reason'].includes(type.split('.').at(-1) ?? '');
    }
  },
);
