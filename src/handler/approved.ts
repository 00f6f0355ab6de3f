import { checkSchema, type Review, review } from '../metadata';
import { Approved } from '../postgres/reviewed';
import { ProblemError, problem } from '../problem';
import { readTextFile } from '../read-text-file';

/**
 * What the review allows that `APONOPG_REVIEW` names.
 *
 * @throws ProblemError FILE_UNREADABLE, NOT_JSON, INVALID_VALUE
 */
export function readApproved(file: string): Approved {
  const value = parsed(textOf(file));
  const faults = checkSchema(review.schema, value);
  if (faults.length > 0) {
    throw new ProblemError(faults.map((each) => ({ ...each, path: ['APONOPG_REVIEW', ...each.path] })));
  }
  return approvedBy(value as Review);
}

/** What a review allows. */
export function approvedBy(shown: Review): Approved {
  return new Approved(shown);
}

function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch {
    throw new ProblemError(
      problem('FILE_UNREADABLE', ['APONOPG_REVIEW'], `The review ${file} cannot be read, seen from ${process.cwd()}`, {
        value: file,
        allowed: 'the path of a file that `aponopg review --format json` wrote',
        next: 'Give its absolute path: Terraform runs in the folder of the stack. Nothing was changed.',
      }),
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(
      problem('NOT_JSON', ['APONOPG_REVIEW'], 'The review is not JSON', {
        allowed: 'what `aponopg review --format json` prints',
        next: 'Make it again. Nothing was changed.',
      }),
    );
  }
}
