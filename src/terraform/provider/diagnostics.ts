import { type Problem, renderProblemDetail } from '../../problem';
import type { Diagnostic } from '../plugin';

/** Problems as Terraform shows them: the sentence on top, then where, the value, what is allowed, what to do. */
export function diagnosticsOf(problems: readonly Problem[] = []): Diagnostic[] {
  return problems.map((each) => ({
    severity: each.severity,
    summary: each.what,
    detail: renderProblemDetail(each),
    ...(each.path.length > 0 && { path: each.path }),
  }));
}
