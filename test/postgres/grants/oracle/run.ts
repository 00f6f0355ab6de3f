import type { Client } from 'pg';
import { type Statement, sqlOf } from './statements';

/** What a real server did on a statement. */
export interface Real {
  readonly sqlstate: string;
  readonly warnings: readonly string[];
}

/**
 * Runs statements one after the other, each as its role, in one round trip; what is refused leaves nothing behind.
 *
 * @param client signed in as a superuser
 */
export async function run(client: Client, statements: readonly Statement[], version: number): Promise<readonly Real[]> {
  const done: Real[] = [];
  let warnings: string[] = [];
  const listen = ({ code = '', message }: { code?: string | undefined; message?: string | undefined }) => {
    if (message?.startsWith(MARK)) {
      done.push({ sqlstate: message.slice(MARK.length), warnings });
      warnings = [];
    } else if (code === '01006' || code === '01007') {
      warnings.push(code);
    }
  };
  client.on('notice', listen);
  await client.query(
    script(statements.map((each) => ['as' in each ? each.as : (client.user ?? ''), sqlOf(each, version)])),
  );
  client.off('notice', listen);
  return done;
}

const MARK = 'oracle ';

function script(statements: readonly (readonly [role: string, sql: string])[]): string {
  const list = (at: 0 | 1) => `ARRAY[${statements.map((each) => `$s$${each[at]}$s$`).join(', ')}]::text[]`;
  return `DO $do$ DECLARE who text[] := ${list(0)}; what text[] := ${list(1)};
    BEGIN FOR i IN 1 .. cardinality(what) LOOP
      BEGIN
        EXECUTE format('SET LOCAL ROLE %I', who[i]);
        EXECUTE what[i];
        RAISE NOTICE '${MARK}00000';
      EXCEPTION WHEN OTHERS THEN RAISE NOTICE '${MARK}%', SQLSTATE;
      END;
      RESET ROLE;
    END LOOP; END $do$`;
}
