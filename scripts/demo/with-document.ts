import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, succeeded } from './command';
import { type Deployment, exportLines } from './deployment';
import { openExample, QUICKSTARTS, ROOT } from './example-folder';
import type { Core } from './ways';

/** As much of the document as is filled in here. */
interface Document {
  readonly servers: Readonly<Record<string, { readonly password_env: string }>>;
  readonly roles: readonly { readonly password_env: string }[];
  readonly integrations: readonly object[];
}

/** What the example's variables stand for. */
export interface Values {
  readonly host: string;
  readonly port: number;
  readonly adminPassword: string;
  readonly connectorPassword: string;
}

/**
 * Applies the example without Terraform: synthesized, exported as the JSON document, and handed to `aponopg apply`.
 *
 * @param apono where Apono is, and the token
 */
export async function withDocument(
  core: Core,
  values: Values,
  apono: Readonly<Record<string, string>>,
): Promise<Deployment> {
  const example = openExample(QUICKSTARTS[core]);
  const file = join(example.path, 'orders.json');
  const env: NodeJS.ProcessEnv = { ...process.env, ...apono, NO_COLOR: '1' };
  delete env.FORCE_COLOR;
  const aponopg = (args: readonly string[], show?: (line: string) => void) =>
    runCommand([process.execPath, join(ROOT, 'bin/aponopg.js'), ...args], {
      cwd: example.path,
      env,
      ...(show && { show }),
    });
  try {
    await example.synthesize(env);
    succeeded('aponopg export', await aponopg(['export', example.stack, '--format', 'json', '--out', file]));
    const document = filledIn(JSON.parse(readFileSync(file, 'utf8')), values);
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
    const variables = { ...apono, ...passwordsOf(document, values) };
    Object.assign(env, variables);
    return {
      command: 'aponopg apply --yes',
      root: example.path,
      folder: example.path,
      byHand: `node ${join(ROOT, 'bin/aponopg.js')} plan orders.json`,
      exports: exportLines(variables),
      deploy: async (show) => succeeded('aponopg apply', await aponopg(['apply', file, '--yes'], show)),
      plan: () => aponopg(['plan', file, '--detailed-exitcode']),
      code: () => readFileSync(file, 'utf8'),
      remove: example.remove,
    };
  } catch (error) {
    example.remove();
    throw error;
  }
}

/** The document with values where the stack had Terraform's variables: outside Terraform nobody knows those. */
function filledIn(document: Document, { host, port }: Values): Document {
  const servers = Object.entries(document.servers).map(([name, server]) => [name, { ...server, host, port }]);
  const integrations = document.integrations.map((each) => ({ ...each, hostname: host, port }));
  return { ...document, servers: Object.fromEntries(servers), integrations };
}

/** The variables that the document names for passwords. */
function passwordsOf({ servers, roles }: Document, values: Values): Record<string, string> {
  return Object.fromEntries([
    ...Object.values(servers).map((server) => [server.password_env, values.adminPassword]),
    ...roles.map((role) => [role.password_env, values.connectorPassword]),
  ]);
}
