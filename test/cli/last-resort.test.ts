import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';

const SECRET = 'Can4ry-plain-71d2';

/** Faults of the process itself, laid into it before it starts. */
const FAULTS: Readonly<Record<string, string>> = {
  'in a command': `
    const { stringify } = JSON;
    JSON.stringify = (value, ...rest) => {
      if (value && value.problems !== undefined) throw new TypeError('broken, ${SECRET}');
      return stringify(value, ...rest);
    };`,
  'that nobody waits for': `setTimeout(() => { throw new TypeError('broken, ${SECRET}'); }, 1);`,
  'in a promise that nobody waits for': `setTimeout(() => Promise.reject(new TypeError('broken, ${SECRET}')), 1);`,
};

describe.each(Object.entries(FAULTS))('a fault %s', (_, fault) => {
  const run = (env: Readonly<Record<string, string>> = {}) => {
    const preload = join(freshFolder('fault'), 'fault.cjs');
    writeFileSync(preload, fault);
    return aponopg(['validate', '-', '--json'], {
      env: { NODE_OPTIONS: `--require ${preload}`, PGPASSWORD: SECRET, ...env },
      input: '{',
    });
  };

  test('is told as a problem, without its trace or what its message holds', async () => {
    const { code, stdout, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain('aponopg itself failed (TypeError)');
    expect(stderr).toContain('Code: INTERNAL');
    expect(stdout + stderr).not.toMatch(/broken|\bat .*:\d+/);
  });

  test('shows its trace to who asks for it, without secrets', async () => {
    const { code, stdout, stderr } = await run({ APONOPG_DEBUG: '1' });
    expect(code).toBe(1);
    expect(stderr).toContain('broken, ********');
    expect(stderr).toContain('fault.cjs:');
    expect(stdout + stderr).not.toContain(SECRET);
  });
});
