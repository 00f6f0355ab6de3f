import { REVIEW_FLAGS, type ReviewFlag } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import { reviewPage } from '../../report';
import { makeReview, outlineOf } from '../../review';
import type { Action } from '../action';
import { parseFormat } from '../parse-format';
import { parseNames } from '../parse-names';
import { reviewMarkdown } from '../review-markdown';
import { plannedIn } from '../review-sources';
import { reviewText } from '../review-text';
import { writeFile } from '../write-file';

interface Options {
  readonly format: string;
  readonly failOn?: string;
  readonly log?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `aponopg review PLAN`: changes nothing. */
export const review: Action = async ([file, given], out, env) => {
  const options = given as Options;
  const format = options.json ? 'json' : parseFormat(options.format, FORMATS);
  const failing = flagsNamed(options.failOn);
  const made = makeReview(await plannedIn(String(file), options.log, env));
  if (options.out !== undefined) writeFile(options.out, `${JSON.stringify(made)}\n`);
  const outline = outlineOf(made);
  if (format === 'json') out.json(made);
  else if (format === 'html') out.code(reviewPage(made));
  else if (format === 'markdown') out.code(reviewMarkdown(outline, made.fingerprint));
  else out.result(reviewText(outline, out.paint));
  const raised = [...new Set(made.flags.map(({ flag }) => flag))].filter((flag) => failing.includes(flag));
  if (raised.length > 0) out.progress(`Raised: ${raised.join(', ')}`);
  return raised.length > 0 ? 3 : 0;
};

const FORMATS = ['text', 'markdown', 'json', 'html'];

function flagsNamed(given: string | undefined): readonly ReviewFlag[] {
  const names = given === undefined ? [] : parseNames(given, 'fail-on');
  const known = Object.keys(REVIEW_FLAGS) as ReviewFlag[];
  const strange = names.filter((each) => !(known as string[]).includes(each));
  if (strange.length === 0) return names as ReviewFlag[];
  throw new ProblemError(
    problem('INVALID_VALUE', ['fail-on'], `There is no flag ${strange.join(', ')}`, {
      value: strange,
      allowed: known.join(', '),
    }),
  );
}
