import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** The operating system's user that a server runs as, where it is another than the one who starts it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom to start servers as. PostgreSQL refuses to run as root, so root borrows an account that exists already.
 *
 * @returns undefined for an ordinary user, who starts servers as itself
 * @throws Error when root finds no other account
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name: name ?? '', uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.name !== '' && account.uid > 0 && account.gid > 0);
  const found =
    accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody') ?? accounts[0];
  if (!found) throw new Error('PostgreSQL does not run as root, and /etc/passwd has no other account to run it as');
  return found;
}

/** What to give `spawn` to run something as the account. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether the account gets to a file or folder: every folder above it must let it through. */
export function canReach(account: Account | undefined, path: string): boolean {
  try {
    execFileSync('test', ['-x', path], { ...runAs(account), cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The folder for temporary files, or `/tmp` where the account does not get to the one configured. */
export function reachableTemporaryFolder(account: Account | undefined): string {
  return canReach(account, tmpdir()) ? tmpdir() : '/tmp';
}
