import { App, type TerraformStack } from 'cdktf';
import { AponoProvider, AponopgRole, PostgresqlServer, SecretVariable, SignIn } from '../../constructs';
import { CORE } from '../../constructs/core';
import { newStack, refusal, secret, synthesized } from './stacks';

/** The core that these constructs are not made for. */
const OTHER = CORE === ('cdktf' as string) ? 'cdktn' : 'cdktf';

// By its path, since what stands for CDKTF is looked up by its name.
const other: typeof import('cdktf') = require(`../../node_modules/${OTHER}`);

test('a construct in a stack of the other core is refused, with what to import instead', () => {
  class OfOther extends other.TerraformStack {}
  const stack = () => new OfOther(new other.App(), 'stack') as unknown as TerraformStack;
  const library = { cdktf: "'cdktf-apono-postgresql'", cdktn: "'cdktf-apono-postgresql/cdktn'" }[OTHER];
  for (const make of [
    () => new PostgresqlServer(stack(), 'main', {}),
    () => new AponopgRole(stack(), 'role', { server: 'main', name: 'reader' }),
    () => new AponoProvider(stack(), 'apono'),
  ]) {
    const told = refusal(make);
    expect(told).toContain(`The stack is made with ${OTHER}, this construct with ${CORE}`);
    expect(told).toContain(`What to do: Import the constructs from ${library}.`);
    expect(told).toContain('OTHER_CORE');
  }
});

describe('the releases that a project of cdktn declares to be for', () => {
  const stackFor = (targetVersions?: object) =>
    newStack('stack', new App(targetVersions && { context: { targetVersions } }));
  const WITHOUT = [undefined, { terraform: '>=1.11.0' }, { terraform: '^1.12', opentofu: '>=1.11.0' }];
  const TOO_OLD = [{ terraform: '>=1.5.7' }, { opentofu: '>=1.10.0' }, { terraform: '>=1.11.0', opentofu: '>=1.6.0' }];

  const USES: Readonly<Record<string, (stack: TerraformStack) => unknown>> = {
    'a write-only password': (stack) =>
      new PostgresqlServer(stack, 'main').addConnectorUser('user', { signIn: SignIn.password(secret(stack)) }),
    'an ephemeral variable': (stack) => new SecretVariable(stack, 'password'),
  };

  test.each(Object.entries(USES))('%s is refused where they are too old, and only there', (_, use) => {
    for (const targets of WITHOUT) {
      const stack = stackFor(targets);
      use(stack);
      expect(synthesized(stack)).toBeDefined();
    }
    for (const targets of TOO_OLD) {
      const stack = stackFor(targets);
      if (CORE === ('cdktf' as string)) {
        use(stack);
        expect(synthesized(stack)).toBeDefined();
        continue;
      }
      const told = refusal(() => use(stack));
      expect(told).toMatch(/requires (terraform|opentofu) >=1\.1\d\.0, but the project targets \1/);
      expect(told).toContain(`Value: ${JSON.stringify(targets)}`);
      expect(told).toContain('Raise `targetVersions` in cdktf.json');
      expect(told).toContain('TARGET_TOO_OLD');
    }
  });

  test('a password from the environment goes with all of them', () => {
    const stack = stackFor({ terraform: '>=1.5.7' });
    new PostgresqlServer(stack, 'main').addConnectorUser('user', { signIn: SignIn.passwordEnv('PW') });
    expect(synthesized(stack).resource.aponopg_role).toBeDefined();
  });
});
