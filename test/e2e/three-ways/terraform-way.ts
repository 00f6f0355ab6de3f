import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { type Handler, PostgresqlServer } from '../../../constructs';
import { AponopgGrants } from '../../../constructs/l1/aponopg-grants';
import { AponopgRole } from '../../../constructs/l1/aponopg-role';
import type { PostgresServer } from '../../support/postgres';
import { type Deployment, openDeployment, serverProps, type Transport } from '../../support/transports';
import { type Declared, distinct, readSaid, type Said, saidOf, type Way } from './way';

/** Terraform with the provider, or with `null_resource`: all scenarios are one stack. */
export async function terraformWay(transport: Transport, server: PostgresServer, database: string): Promise<Way> {
  const deployment = await openDeployment(server);
  const { terraform } = deployment;
  const addressesOf = (all: readonly Declared[]) => all.flatMap((each) => Object.values(addresses(transport, each)));
  let present: readonly Declared[] = [];
  let isReady = false;

  const declare = async (all: readonly Declared[]) => {
    deployment.synth(transport, stackOf(server, database, all));
    if (!isReady) await terraform.init();
    isReady = true;
  };

  /** What is declared for this step has an end: what stands in the state and is declared no more leaves. */
  const leaving = (all: readonly Declared[]) => {
    const stays = new Set(addressesOf(all));
    return addressesOf(present).filter((address) => !stays.has(address));
  };

  const refusedBy = ({ said }: Spoken) => {
    const at = new Set(said.flatMap(({ severity, address }) => (severity === 'error' ? [address] : [])));
    return (each: Declared) => Object.values(addresses(transport, each)).some((address) => at.has(address));
  };

  return {
    async take(all) {
      const before = present;
      const gone = leaving(all);
      const said: Spoken['said'][number][] = [];
      // What leaves the program is not destroyed by null_resource: people destroy it before.
      if (transport === 'null_resource' && gone.length > 0) {
        said.push(...(await speak(deployment, 'destroy', ...gone.map((address) => `-target=${address}`))).said);
      }
      await declare(all);
      // Of a null_resource Terraform sees no drift: it is made anew, as people do who have found some.
      const again = all.filter((each) => each.again && isIn(before, each) && transport === 'null_resource');
      let spoken = await speak(deployment, 'apply', ...addressesOf(again).map((address) => `-replace=${address}`));
      said.push(...spoken.said);
      const isRefused = refusedBy(spoken);
      // Where the plan failed nothing was applied: the others go on without those that are refused.
      if (spoken.failed && !spoken.said.some(({ applying }) => applying)) {
        const others = [...addressesOf(all.filter((each) => !isRefused(each))), ...gone];
        spoken = await speak(deployment, 'apply', ...others.map((address) => `-target=${address}`));
        said.push(...spoken.said);
      }
      const alsoRefused = refusedBy(spoken);
      present = all.flatMap((each) =>
        isRefused(each) || alsoRefused(each) ? before.filter(({ key }) => key === each.key) : [each],
      );
      return byKey(transport, [...before, ...all], said);
    },
    async settled(all) {
      await declare(present);
      await terraform.expectNoChanges(...addressesOf(all).map((address) => `-target=${address}`));
    },
    async end() {
      await declare(present);
      await terraform.destroy();
    },
  };
}

interface Spoken {
  readonly failed: boolean;
  /** `address`: that of the resource, or all that is said where Terraform does not give it. */
  readonly said: readonly (Said & { readonly address: string; readonly applying: boolean })[];
}

/** Runs a command and reads what it says, of which resource, and whether while applying. */
async function speak({ terraform }: Deployment, command: 'apply' | 'destroy', ...args: string[]): Promise<Spoken> {
  const { code, stdout } = await terraform.start(command, '-json', '-input=false', '-auto-approve', ...args).finished;
  const messages = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Message] : []));
  const started = messages.findIndex(({ type }) => type === 'apply_start');
  const provisioned = new Map<string, string>();
  const said: Spoken['said'][number][] = [];
  for (const [index, { type, diagnostic, hook }] of messages.entries()) {
    if (type === 'provision_progress' && hook) {
      provisioned.set(hook.resource.addr, `${provisioned.get(hook.resource.addr) ?? ''}${hook.output}\n`);
    }
    // What a provisioner said stands in the diagnostic of its null_resource once more.
    if (type !== 'diagnostic' || !diagnostic || diagnostic.address?.startsWith('null_resource')) continue;
    if (!/^Code: /m.test(diagnostic.detail)) continue;
    const { severity, summary, detail, address = `${summary} ${detail}` } = diagnostic;
    said.push({ ...saidOf(severity, summary, detail), address, applying: started >= 0 && index > started });
  }
  for (const [address, text] of provisioned) {
    said.push(...readSaid(text).map((each) => ({ ...each, address, applying: true })));
  }
  if (code !== 0 && !said.some(({ severity }) => severity === 'error')) throw new Error(`${command}:\n${stdout}`);
  return { failed: code !== 0, said };
}

interface Message {
  readonly type: string;
  readonly diagnostic?: Pick<Said, 'severity'> & { summary: string; detail: string; address?: string };
  readonly hook?: { resource: { addr: string }; output: string };
}

function addresses(transport: Transport, { key, role, grants }: Declared): { role?: string; grants?: string } {
  const [roleType, grantsType] =
    transport === 'provider' ? ['aponopg_role', 'aponopg_grants'] : ['null_resource', 'null_resource'];
  return {
    ...(role && { role: `${roleType}.${key}_role` }),
    ...(grants && { grants: `${grantsType}.${key}_grants` }),
  };
}

function byKey(
  transport: Transport,
  all: readonly Declared[],
  said: Spoken['said'],
): ReadonlyMap<string, readonly Said[]> {
  return new Map(
    all.map((each) => {
      const own = new Set(Object.values(addresses(transport, { ...each, role: {}, grants: {} })));
      const told = said.filter(({ address }) => own.has(address) || each.names.some((name) => address.includes(name)));
      return [each.key, distinct(told.map(({ severity, code, what, next }) => ({ severity, code, what, next })))];
    }),
  );
}

const isIn = (present: readonly Declared[], { key }: Declared) => present.some((each) => each.key === key);

function stackOf(server: PostgresServer, database: string, all: readonly Declared[]) {
  return (stack: TerraformStack, handler: Handler): void => {
    const { provider } = new PostgresqlServer(stack, 'main', { ...serverProps(server), handler });
    const main = { server: 'main', provider };
    for (const { key, role, grants } of all) {
      const dependsOn: ITerraformDependable[] = [];
      if (role) dependsOn.push(new AponopgRole(stack, `${key}_role`, { ...props<AponopgRole>(role), ...main }));
      if (grants) {
        new AponopgGrants(stack, `${key}_grants`, { ...props<AponopgGrants>(grants), ...main, database, dependsOn });
      }
    }
  };
}

/** The arguments of a construct, for values under the description's names. */
function props<R extends { arguments: object }>(values: object): R['arguments'] {
  const named = Object.entries(values).map(([name, value]) => [
    camel(name),
    name === 'grants' || name === 'default_privileges' ? mapped(value as object, inCamel) : inCamel(value),
  ]);
  return Object.fromEntries(named) as R['arguments'];
}

function inCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [camel(name), inCamel(each)]));
}

const mapped = (entries: object, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(entries).map(([label, each]) => [label, change(each)]));

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
