/**
 * Holds what this package takes for true of Apono against a real tenant, and writes what it saw: `npm run test:tenant`. It only reads.
 * The token is APONO_PERSONAL_TOKEN, the endpoint APONO_ENDPOINT where that is set; the first argument is the file to write.
 */
import { writeFileSync } from 'node:fs';
import { DEFAULT_ENDPOINT } from '../src/apono';
import { ProblemError, renderProblem } from '../src/problem';
import { ACCESS } from './tenant/facts/access';
import { ANSWERS } from './tenant/facts/answers';
import { INTEGRATIONS } from './tenant/facts/integrations';
import { readTenant } from './tenant/read-tenant';
import { tenantReport } from './tenant/report';

async function main(file: string): Promise<number> {
  const endpoint = process.env.APONO_ENDPOINT || DEFAULT_ENDPOINT;
  const tenant = await readTenant(endpoint, process.env.APONO_PERSONAL_TOKEN ?? '');
  const looked = [...ANSWERS, ...INTEGRATIONS, ...ACCESS].map((fact) => ({ ...fact, found: fact.look(tenant) }));
  writeFileSync(file, tenantReport(looked));
  const wrong = looked.filter(({ found }) => found.holds === false);
  for (const { fact, found } of wrong) process.stdout.write(`does not hold: ${fact} Seen: ${found.saw}\n`);
  process.stdout.write(`${looked.length} facts, ${wrong.length} of them do not hold; written to ${file}\n`);
  return wrong.length === 0 ? 0 : 1;
}

main(process.argv[2] ?? 'docs/tenant-report.md').then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`${error.problems.map(renderProblem).join('\n')}\n`);
    process.exitCode = 2;
  },
);
