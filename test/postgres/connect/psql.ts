import { execFile, execFileSync } from 'node:child_process';

const PROGRAM = 'psql';

/** Whether PostgreSQL's own client, the reference for all connections, is on this machine. */
export function hasPsql(): boolean {
  try {
    execFileSync(PROGRAM, ['--version']);
    return true;
  } catch {
    console.log('Not compared with psql: there is no psql on this machine.');
    return false;
  }
}

/** What a query gives by psql: its one value, or `refused` when no connection comes about. */
export function askPsql(
  query: string,
  env: Readonly<Record<string, string>>,
  connectionString: readonly string[] = [],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: process.env.PATH ?? '', ...env } };
    execFile(PROGRAM, ['-XwAtc', query, ...connectionString], options, (error, stdout) => {
      if (error === null) resolve(stdout.trim());
      // The code of psql for trouble with the connection.
      else if (error.code === 2) resolve('refused');
      else reject(error);
    });
  });
}
