import { Aspects, TerraformVariable, Testing, Token } from 'cdktf';
import { PostgresqlIntegration, PostgresqlServer, RequireSslMode } from '../../constructs';
import { newStack, refusal, SMALLEST, synthesized } from './stacks';

function stackWith(sslmode: string | undefined, least?: 'require') {
  const stack = newStack();
  const props = sslmode === undefined ? {} : { sslmode: sslmode as never };
  new PostgresqlServer(stack, 'main', { host: 'db.internal', ...props });
  new PostgresqlServer(stack, 'socket', { host: '/var/run/postgresql' });
  new PostgresqlIntegration(stack, 'one', { ...SMALLEST, ...props });
  new PostgresqlIntegration(stack, 'two', { ...SMALLEST, ...props, name: 'Stock', registration: 'apono-provider' });
  Aspects.of(stack).add(new RequireSslMode(least));
  return stack;
}

test.each([undefined, 'prefer', 'verify-ca'])(
  'with verify-full required, %s is refused for each connection',
  (mode) => {
    const stack = stackWith(mode);
    const said = refusal(() => Testing.fullSynth(stack));
    for (const place of ['servers.main.sslmode', 'sslmode', 'integration_config.sslmode']) {
      expect(said).toContain(`Where: ${place}\n`);
    }
    expect(said).not.toContain('socket');
    expect(said).toContain("Give `sslmode: 'verify-full'`");
  },
);

test('what is asked for, and more, is accepted', () => {
  synthesized(stackWith('verify-full'));
  synthesized(stackWith('require', 'require'));
  synthesized(stackWith('verify-ca', 'require'));
});

test('what is not known yet is a warning', () => {
  const stack = newStack();
  const mode = new TerraformVariable(stack, 'mode', { type: 'string' }).stringValue;
  new PostgresqlServer(stack, 'main', { host: 'db', sslmode: Token.asAny(mode) as never });
  Aspects.of(stack).add(new RequireSslMode());
  synthesized(stack);
  const warnings = stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type.includes('warn')));
  expect(warnings.map(({ data }) => data)).toEqual([expect.stringMatching(/not checked(.|\n)*NOT_CHECKED/)]);
});

test('a mode that is none is refused', () => {
  expect(refusal(() => new RequireSslMode('verify_full' as never))).toMatch(/perhaps `verify-full` is meant/);
});
