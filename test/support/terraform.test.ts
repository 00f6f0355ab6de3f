import { existsSync } from 'node:fs';
import { openTerraform, type TerraformFolder, terraformProgram } from './terraform';

describe('a work folder', () => {
  let folder: TerraformFolder;

  beforeAll(() => {
    folder = openTerraform({
      files: {
        'main.tf': 'resource "terraform_data" "one" {\n  input = var.word\n}\n',
        'more.tf.json': { variable: { word: { type: 'string' } } },
      },
      env: { TF_VAR_word: 'first' },
    });
  });
  afterAll(() => folder.remove());

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

  test('hands over what Terraform said when it fails', async () => {
    const failed = await folder.plan('-var', 'nothing=1');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('undeclared variable');
    await expect(folder.planJson('-var', 'nothing=1')).rejects.toThrow('undeclared variable');
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

test('a missing program is told with what to do', () => {
  expect(() => terraformProgram({ PATH: '/nowhere' })).toThrow(/put terraform .* on PATH/);
  expect(() => terraformProgram({ TF_BIN: '/nowhere/tf' })).toThrow('TF_BIN names /nowhere/tf');
});
