import type { Log, LogLevel } from '../log';

/** Where log lines go. */
export type LogSink = (line: string) => void;

/** A log in the form Terraform reads from a plugin's stderr: one JSON object a line. */
export function hclog(module: string, sink: LogSink): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      const line = { ...fields, '@level': level, '@message': message, '@module': module };
      sink(`${jsonLine({ ...line, '@timestamp': timestamp() })}\n`);
    };
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** With microseconds: go-plugin takes a line with any other form of time for plain text, and its level is lost. */
function timestamp(): string {
  return new Date().toISOString().replace('Z', '000Z');
}

function jsonLine(line: Record<string, unknown>): string {
  try {
    return JSON.stringify(line, (_key, value) => (typeof value === 'bigint' ? String(value) : (value as unknown)));
  } catch {
    // A log line must never be what makes a call fail: a cyclic field costs the fields, not the message.
    return JSON.stringify(Object.fromEntries(Object.entries(line).filter(([key]) => key.startsWith('@'))));
  }
}
