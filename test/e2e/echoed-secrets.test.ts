import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layProvider } from '../../src/delivery';
import { PROVIDER_SOURCE } from '../../src/metadata';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { ECHOES, passwordEcho, tokenEcho, traces } from '../support/echoing-servers';
import { openTerraform } from '../support/terraform';

const PASSWORD = 'Can4ry&p@ss"w/rd';
const TOKEN = 'Can4ry-token-71d2';

beforeAll(() => builtProvider());

/** One server, and one resource on it, for each way to repeat a password; an Apono that repeats its token. */
async function configuration(): Promise<object> {
  const ports = await Promise.all(Object.values(ECHOES).map((say) => passwordEcho(say)));
  const named = <T>(make: (port: number) => T) => Object.fromEntries(ports.map((port, at) => [`s${at}`, make(port)]));
  const common = { host: '127.0.0.1', username: 'admin', password_env: 'ADMIN_PASSWORD', sslmode: 'disable' };
  return {
    terraform: { required_providers: { aponopg: { source: PROVIDER_SOURCE } } },
    provider: {
      aponopg: {
        servers: named((port) => ({ ...common, port })),
        apono: { endpoint: await tokenEcho((token) => `${ECHOES['in base64']?.(token)} or ${token}`) },
      },
    },
    resource: {
      aponopg_role: Object.fromEntries(ports.map((_, at) => [`r${at}`, { server: `s${at}`, name: 'reader' }])),
    },
    data: { aponopg_connector: { c: { id: 'AwsConnector-Prod' } } },
  };
}

test.each(['TRACE', 'JSON'])(
  'servers that repeat secrets have none shown or logged by a provider with TF_LOG=%s',
  async (level) => {
    const env = { TF_LOG: level, TF_LOG_PATH: 'terraform.log', ADMIN_PASSWORD: PASSWORD, APONO_PERSONAL_TOKEN: TOKEN };
    const folder = closedAfterwards(
      openTerraform({ env, files: { 'main.tf.json': JSON.stringify(await configuration()) } }),
    );
    layProvider(folder.path);
    await folder.init();
    const printed = await folder.failing.plan();
    const logged = folder.read('terraform.log');

    expect(printed.match(/PG_AUTH_FAILED/g)?.length).toBeGreaterThanOrEqual(Object.keys(ECHOES).length);
    expect(printed.match(/\*{8}/g)?.length).toBeGreaterThan(Object.keys(ECHOES).length);
    expect(printed).toContain('APONO_');
    expect(logged).toContain('aponopg');
    expect(logged).toContain('********');
    const crash = join(folder.path, 'crash.log');
    const all = printed + logged + (existsSync(crash) ? readFileSync(crash, 'utf8') : '');
    const found = [PASSWORD, TOKEN].flatMap((secret) => traces(secret).filter((each) => all.includes(each)));
    expect(found).toEqual([]);
  },
);
