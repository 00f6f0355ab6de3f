import { type Problem, type ProblemCode, ProblemError } from '../problem';

/** How a step went. `not checked`: a step before it failed, or something needed for it was not given. */
export type Mark = 'ok' | 'warning' | 'failed' | 'not checked';

/** What one step found. */
export interface Finding {
  readonly step: string;
  readonly mark: Mark;
  /** What was found, in words; never a secret. */
  readonly found: string;
  /** What to do about it. */
  readonly next?: string;
  readonly code?: ProblemCode;
}

/** The findings on one thing: a server, or Apono. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function ok(step: string, found: string): Finding {
  return { step, mark: 'ok', found };
}

export function warning(step: string, found: string, next?: string): Finding {
  return { step, mark: 'warning', found, ...(next !== undefined && { next }) };
}

export function failed(step: string, found: string, next?: string): Finding {
  return { step, mark: 'failed', found, ...(next !== undefined && { next }) };
}

export function notChecked(step: string, why: string, next?: string): Finding {
  return { step, mark: 'not checked', found: why, ...(next !== undefined && { next }) };
}

/** A finding that says what a problem says. */
export function ofProblems(step: string, problems: readonly Problem[], mark: Mark = 'failed'): Finding {
  const [first] = problems;
  const next = [...new Set(problems.flatMap((each) => each.next ?? []))].join(' ');
  return {
    step,
    mark,
    found: problems
      .map(({ what, value, allowed }) =>
        [what, shown(value), allowed && `allowed: ${allowed}`].filter(Boolean).join('; '),
      )
      .join('. '),
    ...(next !== '' && { next }),
    ...(first !== undefined && { code: first.code }),
  };
}

/** A problem as it says itself; anything else is not for the user's eyes to interpret, but must not be lost. */
export function ofError(step: string, error: unknown): Finding {
  return error instanceof ProblemError ? ofProblems(step, error.problems) : failed(step, (error as Error).message);
}

/** Whether something failed. */
export function hasFailed(sections: readonly Section[]): boolean {
  return sections.some(({ findings }) => findings.some(({ mark }) => mark === 'failed'));
}

function shown(value: unknown): string | undefined {
  return value === undefined ? undefined : `found: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** The first few of a list, and how many more. */
export function some(list: readonly string[]): string {
  return list.length <= 8 ? list.join(', ') : `${list.slice(0, 8).join(', ')} and ${list.length - 8} more`;
}
