import { type AppliedRole, applyRole, makeRoles, type RoleToMake } from '../../postgres/roles';
import type { DatabaseServer } from '../../postgres/session';

/**
 * Makes a role. Terraform makes many at once, and all of them need the same lock: those that wait while others are being
 * made are made together, in one transaction. When that fails each is made by itself, so that only those to blame fail.
 */
export function makeRole(server: DatabaseServer, role: RoleToMake): Promise<AppliedRole> {
  const queue = queues.get(server) ?? { waiting: [], busy: false };
  queues.set(server, queue);
  const made = new Promise<AppliedRole>((resolve, reject) => queue.waiting.push({ role, resolve, reject }));
  if (!queue.busy) void work(server, queue);
  return made;
}

interface Waiting {
  readonly role: RoleToMake;
  resolve(made: AppliedRole): void;
  reject(error: unknown): void;
}

interface Queue {
  waiting: Waiting[];
  busy: boolean;
}

const queues = new WeakMap<DatabaseServer, Queue>();

async function work(server: DatabaseServer, queue: Queue): Promise<void> {
  queue.busy = true;
  // What Terraform asks for at the same time arrives in the same turn or the next.
  await new Promise(setImmediate);
  while (queue.waiting.length > 0) {
    const group = queue.waiting;
    queue.waiting = [];
    if (group.length === 1 || !(await together(server, group))) await singly(server, group);
  }
  queue.busy = false;
}

async function together(server: DatabaseServer, group: readonly Waiting[]): Promise<boolean> {
  try {
    const made = await makeRoles(
      server,
      group.map(({ role }) => role),
    );
    group.forEach(({ resolve }, index) => {
      resolve(made[index] as AppliedRole);
    });
    return true;
  } catch {
    // Told for each by itself: nothing was made.
    return false;
  }
}

async function singly(server: DatabaseServer, group: readonly Waiting[]): Promise<void> {
  for (const { role, resolve, reject } of group) {
    await applyRole(server, role.wanted, role.options).then(resolve, reject);
  }
}
