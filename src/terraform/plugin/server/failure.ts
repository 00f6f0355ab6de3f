import { DiagnosticsError } from '../diagnostic';

/** A {@link DiagnosticsError} with one error. */
export function failure(summary: string, detail: string): DiagnosticsError {
  return new DiagnosticsError([{ severity: 'error', summary, detail }]);
}
