import type { DocumentPlan } from '../document';
import { checkSchema, type Review, review } from '../metadata';
import { ProblemError, problem } from '../problem';
import { writeFile } from './write-file';

/** What `plan --out` keeps for `apply`: documents, which hold no secret, each with what was shown of it. */
export interface SavedPlan {
  readonly aponopg_plan: 1;
  readonly parts: readonly SavedPart[];
}

export interface SavedPart {
  readonly document: unknown;
  readonly review: Review;
}

export function reviewOf(plan: DocumentPlan): Review {
  // Loaded when first needed: what reads SQL back is not what most runs are for.
  const { makeReview }: typeof import('../review') = require('../review');
  const { plannedByDocument }: typeof import('./review-sources') = require('./review-sources');
  return makeReview(plannedByDocument(plan, null));
}

export function savePlan(file: string, parts: readonly SavedPart[]): void {
  const saved: SavedPlan = { aponopg_plan: 1, parts };
  writeFile(file, `${JSON.stringify(saved)}\n`);
}

/** The parts of a saved plan; undefined where a value is none. @throws ProblemError INVALID_VALUE */
export function partsIn(value: unknown): readonly SavedPart[] | undefined {
  if (typeof value !== 'object' || value === null || !('aponopg_plan' in value)) return undefined;
  const { aponopg_plan: version, parts } = value as { aponopg_plan: unknown; parts?: unknown };
  const list = version === 1 && Array.isArray(parts) ? (parts as SavedPart[]) : undefined;
  const sound = list?.every((each) => checkSchema(review.schema, each?.review).length === 0) === true;
  if (sound) return list;
  throw new ProblemError(
    problem('INVALID_VALUE', ['file'], 'The saved plan is none that this version wrote', {
      allowed: 'what `aponopg plan --out` of this version wrote, unchanged',
      next: 'Plan again.',
    }),
  );
}

/** @throws ProblemError PLAN_STALE where a plan made now would show something else */
export function refuseStale(saved: Review, now: Review): void {
  if (saved.fingerprint === now.fingerprint) return;
  throw new ProblemError(
    problem(
      'PLAN_STALE',
      ['file'],
      'The servers or Apono changed since the plan was saved: it would do something else now',
      {
        next: 'Plan again, look at what is new, and apply that plan. Nothing was changed.',
      },
    ),
  );
}
