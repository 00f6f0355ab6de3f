import { Refusal } from './answer';

/** What the sandbox gets wrong on purpose. Everything left out works as it should. */
export interface SandboxFaults {
  /** Waits so long before each answer, in milliseconds. */
  readonly latency_ms?: number;
  /** Fails the next requests. */
  readonly fail_next?: FailNext;
  /** Every so many requests one is answered 429. */
  readonly status_429_every?: number;
  /** The `Retry-After` of 429 and of `fail_next`, in seconds. Default: 1 for 429, else none. */
  readonly retry_after_seconds?: number;
  /** Answers 200 with a web page, as a sign-in portal does. */
  readonly non_json?: boolean;
  /** The status that integrations end in, instead of Active. */
  readonly integration_status?: string;
  /** The status that every connector shows. */
  readonly connector_status?: string;
  /** The version that every connector shows. */
  readonly connector_version?: string;
}

/** Which of the next requests fail, and how. */
export interface FailNext {
  /** How many. */
  readonly count: number;
  /** The HTTP status; or `drop` breaks the connection off, `hang` never answers. */
  readonly status: number | 'drop' | 'hang';
  /** Only requests of this method count. Default: all. */
  readonly method?: string;
  /** Does the work first, and loses only the answer. Default false. */
  readonly after_work?: boolean;
}

/** What is to happen to one request. */
export interface Fate {
  readonly status: number | 'drop' | 'hang';
  readonly afterWork: boolean;
  readonly retryAfter: number | undefined;
}

/** The faults in force, and how many requests they have met. */
export class FaultSwitches {
  #faults: SandboxFaults;
  #failuresLeft = 0;
  #requests = 0;

  constructor(faults: unknown = {}) {
    this.#faults = {};
    this.replace(faults);
  }

  /** The faults in force, `fail_next.count` counted down. */
  get current(): SandboxFaults {
    const { fail_next: next, ...rest } = this.#faults;
    return next === undefined || this.#failuresLeft === 0
      ? rest
      : { ...rest, fail_next: { ...next, count: this.#failuresLeft } };
  }

  /** Puts other faults in force, all of them; `{}` ends them. @throws Refusal for what is no set of faults */
  replace(faults: unknown): void {
    this.#faults = checkedFaults(faults);
    this.#failuresLeft = this.#faults.fail_next?.count ?? 0;
    this.#requests = 0;
  }

  /** Decides over the next request. */
  next(method: string): Fate | undefined {
    const { fail_next: failNext, status_429_every: every, retry_after_seconds: retryAfter } = this.#faults;
    this.#requests += 1;
    if (failNext !== undefined && this.#failuresLeft > 0 && (failNext.method ?? method) === method) {
      this.#failuresLeft -= 1;
      return { status: failNext.status, afterWork: failNext.after_work === true, retryAfter };
    }
    if (every !== undefined && this.#requests % every === 0) {
      return { status: 429, afterWork: false, retryAfter: retryAfter ?? 1 };
    }
    return undefined;
  }
}

const CHECKS: Readonly<Record<keyof SandboxFaults, readonly [(value: unknown) => boolean, string]>> = {
  latency_ms: [isCount(0, 600_000), 'a whole number of milliseconds, at most 600000'],
  fail_next: [isFailNext, '{count, status, method?, after_work?} with status 300 to 599, "drop" or "hang"'],
  status_429_every: [isCount(1), 'a whole number of at least 1'],
  retry_after_seconds: [isCount(0), 'a whole number of seconds'],
  non_json: [(value) => typeof value === 'boolean', 'true or false'],
  integration_status: [isText, 'a status, for example Error'],
  connector_status: [isText, 'a status, for example DISCONNECTED'],
  connector_version: [isText, 'a version, for example 1.2.0'],
};

function checkedFaults(faults: unknown): SandboxFaults {
  if (typeof faults !== 'object' || faults === null || Array.isArray(faults)) {
    throw new Refusal(400, `The faults must be an object with any of: ${Object.keys(CHECKS).join(', ')}`);
  }
  for (const [key, value] of Object.entries(faults)) {
    if (!Object.hasOwn(CHECKS, key)) {
      throw new Refusal(400, `There is no fault "${key}"; there are: ${Object.keys(CHECKS).join(', ')}`);
    }
    const [isValid, allowed] = CHECKS[key as keyof SandboxFaults];
    if (!isValid(value)) throw new Refusal(400, `${key} must be ${allowed}`);
  }
  return { ...faults };
}

function isCount(least: number, most = 1_000_000): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isFailNext(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { count, status, method, after_work: afterWork, ...rest } = value as Partial<Record<keyof FailNext, unknown>>;
  return (
    Object.keys(rest).length === 0 &&
    isCount(0)(count) &&
    (status === 'drop' || status === 'hang' || (isCount(300, 599)(status) && status !== 304)) &&
    (method === undefined || isText(method)) &&
    (afterWork === undefined || typeof afterWork === 'boolean')
  );
}
