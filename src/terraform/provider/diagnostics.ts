import { type Problem, problemData, renderProblemDetail, renderProblemHead } from '../../problem';
import type { Diagnostic } from '../plugin';

/**
 * Problems as Terraform shows them: the sentence on top, then where, the value, what is allowed, what to do. Terraform
 * prints the line that a path leads to: where that may hold a secret, the detail alone says where it is.
 */
export function diagnosticsOf(problems: readonly Problem[] = []): Diagnostic[] {
  return problems.map((each) => ({
    severity: each.severity,
    summary: renderProblemHead(each),
    detail: [renderProblemDetail(each), ...toldIn(each)].join('\n'),
    ...(each.path.length > 0 && !each.concealed && { path: each.path }),
  }));
}

/** The line for programs: of a warning `aponopg review --log` reads it. */
function toldIn(each: Problem): string[] {
  if (each.severity === 'error') return [];
  const { changes = [] } = problemData(each);
  if (changes.length === 0) return [];
  const { tellChanges } = require('../../metadata/told-changes') as typeof import('../../metadata/told-changes');
  return [tellChanges(each.code, changes)];
}
