/** Terraform's plugin protocol 6 for Node: describe a {@link Provider}, {@link serve} it. */
export { type Diagnostic, DiagnosticsError, type Path } from './diagnostic';
export type { Log, LogLevel } from './log';
export type { Lazy, Provider } from './provider';
export type {
  ClientCapabilities,
  Context,
  DataSource,
  EarlyContext,
  Outcome,
  Plan,
  PlanRequest,
  Private,
  Resource,
  Verdict,
} from './resource';
export type { Attribute, Attributes, Nested, Schema } from './schema';
export type { Type } from './types';
export { unknownWhereComputed } from './unknown-where-computed';
export { dynamicValue, isObject, type ObjectValue, UNKNOWN, type Value } from './values';
export { type Attached, attach } from './wire/attach';
export { serve } from './wire/serve';
