import { aponopg, declaredServer } from '../../support/cli';
import type { PostgresServer } from '../../support/postgres';
import { type Declared, readSaid, type Way } from './way';

/** `aponopg apply`: a document for each scenario, and a process. */
export function applyWay(server: PostgresServer, database: string): Way {
  const run = (command: string, { role, grants, leftIs }: Declared, ...args: string[]) => {
    const declared = grants ?? leftIs;
    const document = {
      servers: { main: declaredServer(server) },
      roles: role ? [{ server: 'main', ...role }] : [],
      grants: declared ? [{ server: 'main', database, ...declared }] : [],
    };
    const env = { ADMIN_PASSWORD: server.password };
    return aponopg([command, '-', ...args], { env, input: JSON.stringify(document) });
  };
  return {
    async take(all) {
      const said = await Promise.all(
        moving(all).map(async (each) => {
          const { code, stderr } = await run('apply', each, '--yes');
          const problems = readSaid(stderr);
          if ((code === 0) === problems.some(({ severity }) => severity === 'error')) throw new Error(stderr);
          return [each.key, problems] as const;
        }),
      );
      return new Map(said);
    },
    async settled(all) {
      for (const { code, stdout } of await Promise.all(
        moving(all).map((each) => run('plan', each, '--detailed-exitcode')),
      )) {
        if (code === 2) throw new Error(`There is something to do:\n${stdout}`);
      }
    },
    end: async () => undefined,
  };
}

const moving = (all: readonly Declared[]) => all.filter(({ moves }) => moves);
