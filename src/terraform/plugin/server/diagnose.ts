import { type Diagnostic, DiagnosticsError } from '../diagnostic';
import type { Server } from './server';

/**
 * What to tell the user about something that was thrown. A fault of the provider is told in one line; its stack goes to
 * the log only.
 */
export function diagnose(server: Server, verb: string, error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticsError) return error.diagnostics;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === 'AbortError' && server.signal.aborted) {
    return [{ severity: 'error', summary: 'Stopped', detail: 'It was cancelled because Terraform was told to stop.' }];
  }
  server.log.debug(`fault in ${verb}`, { stack });
  const detail = `In ${verb}: ${name}: ${message}\n\nThe provider is at fault, not your configuration: please report it. TF_LOG=debug shows where.`;
  return [{ severity: 'error', summary: 'Internal fault in the provider', detail }];
}
