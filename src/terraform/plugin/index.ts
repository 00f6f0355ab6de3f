/** Terraform's plugin protocol 6 for Node: describe a {@link Provider}, {@link serve} it. */

export type { Action } from './action';
export type { DataSource } from './data-source';
export { type Diagnostic, DiagnosticsError } from './diagnostic';
export type { DeferralReason, Deferred, EphemeralResource, Opened, Renewed } from './ephemeral-resource';
export type { Identity, IdentityAttribute } from './identity';
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
export type { Lazy, Provider } from './provider';
export { FunctionFailure, type Parameter, type ProviderFunction } from './provider-function';
export type { Attribute, Attributes, Nested, Schema } from './schema';
export { type Attached, attach } from './serve/attach';
export { serve } from './serve/serve';
export { unknownWhereComputed } from './unknown-where-computed';
export type { Path } from './value/path';
export type { Type } from './value/type';
export { dynamicValue, isObject, type ObjectValue, UNKNOWN, type Value } from './value/value';
export type { ClientCapabilities, Context, EarlyContext, Verdict } from './verb';
