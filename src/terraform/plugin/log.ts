/** Writes to Terraform's own log (`TF_LOG`). Never give it a secret. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: Readonly<Record<string, unknown>>) => void>>;

/** How much a line matters, least first. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';
