/** Terraform's plugin protocol 6 for Node: describe a {@link Provider}, {@link serve} it. */

export type { Action } from './action';
export type { DataSource } from './data-source';
export { defaultPlan } from './default-plan';
export { type Diagnostic, DiagnosticsError } from './diagnostic';
export type { DeferralReason, Deferred, EphemeralResource, Opened, Renewed } from './ephemeral-resource';
export type { Identity, IdentityAttribute } from './identity';
export type { Listed, ListedObject, ListResource } from './list-resource';
export type { Log, LogLevel } from './log';
export type {
  ImportRequest,
  MoveRequest,
  Outcome,
  Plan,
  PlanRequest,
  Private,
  Resource,
} from './managed-resource';
export type { AnyProvider, AnySchema, Lazy, Provider } from './provider';
export { FunctionFailure, type Parameter, type ProviderFunction } from './provider-function';
export type { Attribute, Attributes, Block, Nested, Schema } from './schema';
export { type Attached, attach } from './serve/attach';
export type { LogSink } from './serve/hclog';
export { type ServeOptions, serve } from './serve/serve';
export { checkProvider } from './server/check-provider';
export type { KnownValues, Values } from './typed-values';
export { isGiven, type Known, known } from './value/known';
export type { Path } from './value/path';
export type { Type } from './value/type';
export { dynamicValue, isObject, type ObjectValue, UNKNOWN, type Value } from './value/value';
export type { ClientCapabilities, Context, EarlyContext, Verdict, Warnings } from './verb';
