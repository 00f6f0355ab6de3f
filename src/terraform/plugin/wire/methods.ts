import type { MessageName } from './messages';

/**
 * The methods of `tfplugin6.Provider` that are registered. They stand here by name, apart from what answers them, so that
 * the handshake needs none of that.
 */
export const METHODS = [
  'GetMetadata',
  'GetProviderSchema',
  'GetResourceIdentitySchemas',
  'ValidateProviderConfig',
  'ConfigureProvider',
  'ValidateResourceConfig',
  'UpgradeResourceState',
  'UpgradeResourceIdentity',
  'ReadResource',
  'PlanResourceChange',
  'ApplyResourceChange',
  'ImportResourceState',
  'GenerateResourceConfig',
  'MoveResourceState',
  'ValidateDataResourceConfig',
  'ReadDataSource',
  'ValidateEphemeralResourceConfig',
  'OpenEphemeralResource',
  'RenewEphemeralResource',
  'CloseEphemeralResource',
  'ValidateListResourceConfig',
  'ListResource',
  'ValidateActionConfig',
  'PlanAction',
  'InvokeAction',
  'GetFunctions',
  'CallFunction',
  'StopProvider',
] as const;

/** One of {@link METHODS}. */
export type Method = (typeof METHODS)[number];

/** Those of the protocol that answer with one message, and those that answer with a stream of events. */
export type UnaryMethod = MessageName extends infer N ? (N extends `${infer M}.Response` ? M : never) : never;
export type StreamMethod = MessageName extends infer N ? (N extends `${infer M}.Event` ? M : never) : never;
