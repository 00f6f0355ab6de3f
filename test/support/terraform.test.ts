import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { closedAfterwards, opened } from './clean-up';
import { freshFolder } from './folder';
import { openTerraform } from './terraform';
import { terraformProgram, terraformPrograms } from './terraform-program';

describe.each(terraformPrograms())('a work folder of %s', (program) => {
  const folder = opened(() =>
    closedAfterwards(
      openTerraform({
        program,
        files: {
          'main.tf': 'resource "terraform_data" "one" {\n  input = var.word\n}\n',
          'more.tf.json': { variable: { word: { type: 'string' } } },
        },
        env: { TF_VAR_word: 'first' },
      }),
    ),
  );

  test('goes through init, plan, apply, state and destroy', async () => {
    expect(await folder.init()).toMatchObject({ code: 0, stderr: '' });
    const plan = await folder.planJson('-detailed-exitcode');
    expect(plan.resource_changes?.map(({ address, change }) => [address, change.actions])).toEqual([
      ['terraform_data.one', ['create']],
    ]);
    expect((await folder.apply('tfplan')).code).toBe(0);
    expect((await folder.state()).values?.root_module?.resources?.[0]?.values).toMatchObject({ output: 'first' });
    expect((await folder.plan('-detailed-exitcode')).code).toBe(0);
    expect((await folder.destroy()).code).toBe(0);
    expect((await folder.state()).values).toBeUndefined();
  });

  test('throws what Terraform said when a command fails', async () => {
    for (const command of [folder.plan, folder.apply, folder.destroy, folder.planJson]) {
      await expect(command('-var', 'nothing=1')).rejects.toThrow(/ended with 1:[\s\S]*undeclared variable/);
    }
  });

  test('hands over what Terraform said where a command has to fail, and throws when it does not', async () => {
    expect(await folder.failing.plan('-var', 'nothing=1')).toContain('Error: Value for undeclared variable');
    await expect(folder.failing.plan()).rejects.toThrow(/did not fail, but ended with 0:[\s\S]*1 to add/);
    await expect(folder.failing.plan('-detailed-exitcode')).rejects.toThrow('ended with 2');
  });

  test('throws when there is something to do, or a file is not formatted, that must not be', async () => {
    await expect(folder.expectNoChanges()).rejects.toThrow(/There is something to do:[\s\S]*1 to add/);
    await folder.checkFormat();
    folder.write('ragged.tf', 'locals {\n      a=1\n}\n');
    await expect(folder.checkFormat()).rejects.toThrow('ragged.tf');
    folder.write('ragged.tf', '');
    expect(await folder.validate()).toEqual([]);
  });

  test('lets a command be interrupted', async () => {
    folder.write(
      'slow.tf',
      'resource "terraform_data" "slow" {\n  provisioner "local-exec" { command = "sleep 30" }\n}\n',
    );
    const running = folder.start('apply', '-no-color', '-input=false', '-auto-approve');
    while (!running.output().includes('Executing')) await new Promise((resolve) => setTimeout(resolve, 20));
    running.interrupt();
    expect((await running.finished).code).toBe(1);
    expect(running.output()).toContain('Interrupt received');
  });
});

test('a command that takes too long is stopped, and what it printed is told', async () => {
  const folder = openTerraform({
    files: { 'main.tf': 'data "external" "x" {}\n' },
    limitSeconds: 0,
  });
  await expect(folder.init()).rejects.toThrow(/init .*took over 0 s/);
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

test('with its folder goes a command that still runs', async () => {
  const folder = openTerraform({ files: { 'main.tf': 'data "external" "x" {}\n' } });
  const running = folder.start('console');
  folder.remove();
  expect((await running.finished).code).toBe(1);
  expect(() => process.kill(running.pid, 0)).toThrow('ESRCH');
});

test('a missing program is told with what to do', () => {
  expect(() => terraformProgram({ PATH: '/nowhere' })).toThrow(/put terraform .* on PATH/);
  expect(() => terraformProgram({ TEST_TERRAFORM: '/nowhere/tf' })).toThrow('TEST_TERRAFORM names /nowhere/tf');
  expect(() => terraformProgram({ TEST_TOFU: '/nowhere/tofu' })).toThrow('TEST_TOFU names /nowhere/tofu');
});

test('the environment may name several programs; where it names none, PATH has the one', () => {
  const folder = freshFolder('programs');
  const [terraform, older, tofu] = ['terraform', 'terraform-1.5', 'tofu'].map((name) => {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  }) as [string, string, string];
  expect(terraformPrograms({ PATH: ['/nowhere', folder].join(delimiter) })).toEqual([terraform]);
  const both = { TEST_TERRAFORM: [terraform, older].join(delimiter), TEST_TOFU: tofu };
  expect(terraformPrograms({ ...both, PATH: '/nowhere' })).toEqual([terraform, older, tofu]);
  expect(terraformProgram({ TEST_TOFU: tofu, PATH: folder })).toBe(tofu);
});
