import { setTimeout as after } from 'node:timers/promises';
import { check, endSessions as description, isUnknown } from '../../metadata';
import type { DatabaseServer } from '../../postgres/session';
import { endSessions as end, type OpenSession, readSessions } from '../../postgres/sessions';
import { explainFailure } from '../../postgres/statement-failure';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerAction, Values } from '../handler-resource';
import { planWithServer } from '../plan-with-server';
import { knownServer } from '../server-access';

/** How long sessions that were told to end may take. */
const TO_END_MS = 10_000;
const LOOK_EVERY_MS = 200;

/** `action aponopg_end_sessions`. */
export const endSessions: HandlerAction = {
  description,

  validate: (config) => check(description, config),

  async plan({ server: name, role }, context) {
    if (isUnknown(name) || isUnknown(role)) return [];
    const asked = await planWithServer(String(name), context, (server) =>
      server.use(async ({ user }) => (user === role ? [ownSessions(String(role))] : [])),
    );
    return asked.open ? [asked.problem] : asked.plan;
  },

  async *invoke(config, context) {
    const server = knownServer(context, String(config.server));
    const role = String(config.role);
    const open = () => openSessions(server, config);
    let sessions = await open();
    const graceEnds = Date.now() + Number(config.grace_seconds ?? 0) * 1000;
    if (sessions.length > 0 && graceEnds > Date.now()) {
      yield `${told(sessions)} of ${role} may go on for ${config.grace_seconds} s`;
      while (sessions.length > 0 && Date.now() < graceEnds) {
        await pause(context.signal);
        sessions = await open();
      }
    }
    if (sessions.length === 0) {
      yield `No session of ${role} is open`;
      return [];
    }
    const pids = sessions.map(({ pid }) => pid);
    await server.transaction((session) => end(session, role, pids)).catch((error) => refused(error, role));
    yield `${told(sessions)} of ${role} ${sessions.length === 1 ? 'was' : 'were'} told to end`;
    const until = Date.now() + TO_END_MS;
    let left = await open();
    while (left.some(({ pid }) => pids.includes(pid)) && Date.now() < until) {
      await pause(context.signal);
      left = await open();
    }
    if (left.length > 0) return [stillOpen(role, left)];
    yield 'All of them have ended';
    return [];
  },
};

async function pause(signal: AbortSignal): Promise<void> {
  await after(LOOK_EVERY_MS, undefined, { signal }).catch(() => {
    throw new ProblemError(
      problem('PG_CLOSED', [], 'Terraform was stopped before all sessions had ended', {
        next: 'Invoke the action again.',
      }),
    );
  });
}

/** @throws ProblemError INVALID_VALUE where they are the admin's own */
async function openSessions(server: DatabaseServer, { role, database }: Values): Promise<OpenSession[]> {
  return server.use((session) => {
    if (session.user === role) throw new ProblemError(ownSessions(String(role)));
    return readSessions(session, String(role), typeof database === 'string' ? database : undefined);
  });
}

function told(sessions: readonly OpenSession[]): string {
  const databases = [...new Set(sessions.map(({ database }) => database))].sort();
  return `${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'} (${databases.join(', ')})`;
}

function ownSessions(role: string): Problem {
  return problem('INVALID_VALUE', ['role'], `The provider itself is signed in as ${role}: its sessions are not ended`, {
    value: role,
    allowed: 'any role but the `username` of the server',
    next: 'Name the role whose sessions are meant.',
  });
}

function refused(error: unknown, role: string): never {
  const explained = explainFailure(error);
  if (!(explained instanceof ProblemError)) throw explained;
  throw new ProblemError(
    explained.problems.map((each) =>
      each.code === 'PG_NOT_PERMITTED'
        ? {
            ...each,
            path: ['role'],
            next: `Have the admin made a member of ${role}, or of pg_signal_backend, which ends the sessions of all roles but superusers: GRANT pg_signal_backend TO the admin. A superuser's sessions only a superuser ends.`,
          }
        : each,
    ),
  );
}

function stillOpen(role: string, left: readonly OpenSession[]): Problem {
  return {
    severity: 'warning',
    code: 'ROLE_IN_USE',
    path: ['role'],
    what: `${told(left)} of ${role} ${left.length === 1 ? 'is' : 'are'} open: they came anew, or end slowly`,
    next: 'Where nobody is to come back, take the sign-in first: `login = false` on the role.',
  };
}
