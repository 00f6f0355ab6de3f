import type { Answer } from './answer';
import type { SandboxFaults } from './faults';
import type { SandboxState, SandboxWebhook } from './tenant';
import type { SandboxType } from './types';

/** What every operation of the sandbox works with. */
export interface SandboxContext {
  readonly state: SandboxState;
  /** The types of integration that there are. */
  readonly types: readonly SandboxType[];
  readonly webhooks: SandboxWebhook[];
  readonly faults: SandboxFaults;
  /** How long a new or changed integration takes to settle, in milliseconds. */
  readonly activeAfterMs: number;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** The body of a request; empty where it has none. */
export type Body = Readonly<Record<string, unknown>>;

/** One request, taken apart. */
export interface SandboxRequest extends SandboxContext {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Body;
}

/** Answers a request; the ids are what stands in the path for each `{...}` of the route. @throws Refusal */
export type Operation = (request: SandboxRequest, ...ids: string[]) => Answer;

/** A method, a path with `{id}` for what differs, and what answers it. */
export type Route = readonly [method: string, path: string, operation: Operation];
