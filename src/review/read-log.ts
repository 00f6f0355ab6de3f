import { readTold } from '../metadata/told-changes';
import type { PlanWarning } from './planned-resource';

/**
 * The warnings in what `terraform plan -json` printed, a JSON object on each line; lines that are none are passed over.
 * Ours carry, in a line of their own, a part for programs.
 */
export function readLog(text: string): PlanWarning[] {
  return text.split('\n').flatMap((line) => {
    const diagnostic = diagnosticIn(line);
    if (diagnostic?.severity !== 'warning') return [];
    const { summary, detail, address } = diagnostic;
    const { code, changes } = readTold(String(detail ?? ''));
    return [{ what: String(summary ?? ''), code, address: typeof address === 'string' ? address : null, changes }];
  });
}

function diagnosticIn(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { type, diagnostic } = JSON.parse(line) as { type?: string; diagnostic?: Record<string, unknown> };
    return type === 'diagnostic' ? diagnostic : undefined;
  } catch {
    return undefined;
  }
}
