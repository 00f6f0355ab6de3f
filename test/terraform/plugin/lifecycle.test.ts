import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attach } from '../../../src/terraform/plugin';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { TOY, toyProvider } from './toy';
import { openToyFolder, type ToyFolder } from './toy-folder';

/** Real Terraform against the toy provider inside this process. */
describe('a provider driven by Terraform', () => {
  let log: string;
  let here: ToyFolder;

  beforeEach(async () => {
    log = '';
    const attached = await attach(TOY, toyProvider, (line) => {
      log += line;
    });
    here = closedAfterwards(openToyFolder({ reattach: JSON.parse(closedAfterwards(attached).reattach) }));
  });

  const apply = async () => (await here.apply()).stdout;
  const stored = (name: string) => JSON.parse(readFileSync(join(here.boxes, `${name}.json`), 'utf8'));

  test('creates, plans nothing more, updates, replaces and destroys', async () => {
    here.configure(`resource "toy_box" "a" {
      name = "one"
      content = "tea"
      size = 0.1
      tags = { "__proto__" = "kept", constructor = "too" }
      labels = ["b", "a"]
      lid = { colour = "red" }
      sides = [{ colour = "green" }, { colour = "blue" }]
      stickers = [{ text = "x" }, { text = "y" }]
      rooms = { first = { colour = "white", pin_wo = "4711" }, "__proto__" = { colour = "black" } }
    }
    resource "toy_box" "b" {
      name = "two"
      content = toy_box.a.id
      sides = [{ colour = toy_box.a.lid.serial }]
    }
    data "toy_lookup" "one" {
      name = toy_box.a.name
      depends_on = [toy_box.a]
    }
    output "content" { value = data.toy_lookup.one.content }`);
    await here.init();
    expect(await apply()).toMatch(/content = "tea"/);
    expect(here.attributes()).toMatchObject({ id: 'box-one', size: 0.1, lid: { colour: 'red', serial: '#red' } });
    expect(here.attributes('toy_box.b')).toMatchObject({ content: 'box-one', sides: [{ serial: '##red' }] });
    expect(Object.entries(here.attributes().tags as object)).toEqual([
      ['__proto__', 'kept'],
      ['constructor', 'too'],
    ]);
    await here.expectNoChanges();

    here.configure('resource "toy_box" "a" {\n name = "one"\n content = "coffee"\n}');
    expect(await apply()).toMatch(/1 changed, 1 destroyed/);
    expect(stored('one').content).toBe('coffee');

    here.configure('resource "toy_box" "a" {\n name = "three"\n content = "coffee"\n}');
    const replaced = await apply();
    expect(replaced).toMatch(/name += "one" -> "three" # forces replacement/);
    expect(readdirSync(here.boxes)).toEqual(['three.json']);

    await here.destroy();
    expect(readdirSync(here.boxes)).toEqual([]);
  });

  test('has a configuration of its own for each alias, all in the one process, and closes each', async () => {
    const other = freshFolder('other-boxes');
    here.configure(`provider "toy" {
      alias  = "other"
      folder = "${other}"
    }
    resource "toy_box" "a" { name = "one" }
    resource "toy_box" "b" {
      provider = toy.other
      name     = "two"
      content  = toy_box.a.id
    }
    resource "toy_box" "c" {
      name    = "three"
      content = toy_box.b.id
    }`);
    await apply();
    expect(readdirSync(here.boxes).sort()).toEqual(['one.json', 'three.json']);
    expect(readdirSync(other)).toEqual(['two.json']);
    await here.expectNoChanges();
    for (const folder of [here.boxes, other]) {
      expect(readFileSync(join(folder, '..', 'closed.log'), 'utf8')).toContain(`${folder}\n`);
    }
  });

  test('finds drift and loss, imports, and keeps a box whose destroy it refuses', async () => {
    here.configure('resource "toy_box" "a" {\n name = "one"\n content = "precious"\n}');
    await apply();
    writeFileSync(join(here.boxes, 'one.json'), JSON.stringify({ ...stored('one'), content: 'dust' }));
    expect((await here.plan()).stdout).toMatch(/content += "dust" -> "precious"/);

    await here.run('state', 'rm', 'toy_box.a');
    writeFileSync(join(here.boxes, 'one.json'), JSON.stringify({ ...stored('one'), content: 'precious' }));
    await here.import('toy_box.a', 'one');
    expect(here.attributes()).toMatchObject({ id: 'box-one', content: 'precious' });
    await here.expectNoChanges();

    expect(await here.failing.destroy()).toContain('This box is precious');
    expect(existsSync(join(here.boxes, 'one.json'))).toBe(true);

    rmSync(join(here.boxes, 'one.json'));
    expect((await here.plan()).stdout).toMatch(/1 to add, 0 to change, 0 to destroy/);
    await here.failing.import('toy_box.b', 'none');
  });

  test('leaves no trace of a write-only value', async () => {
    here.configure(`variable "key" {
      type = string
      ephemeral = true
    }
    resource "toy_box" "a" {
      name = "one"
      key_wo = var.key
      rooms = { hall = { colour = "red", pin_wo = var.key } }
    }`);
    expect(JSON.stringify(await here.planJson('-var=key=canary-4711'))).not.toContain('canary-4711');
    await here.apply('-var=key=canary-4711', 'tfplan');
    expect(here.attributes().key_hash).toBeGreaterThan(7);
    expect(here.read('terraform.tfstate')).not.toContain('canary-4711');
    expect(JSON.stringify(stored('one'))).not.toContain('canary-4711');
    await here.expectNoChanges('-var=key=canary-4711');
  });

  test('shows diagnostics at their lines, all of them, before anything is made', async () => {
    here.configure(`resource "toy_box" "a" {
      name = "one"
      content = "bad"
      sides = [{ colour = "red" }, { colour = "bad" }]
      old = "x"
    }
    resource "toy_box" "b" {
      name = null
      id = "mine"
    }
    resource "toy_box" "c" {
      name = "three"
      content = "crash"
    }`);
    const output = await here.failing.plan();
    expect(output).toMatch(/Bad content[\s\S]*content = "bad"/);
    expect(output).toMatch(/Bad colour[\s\S]*At sides\[1\]\.colour\./);
    expect(output).toMatch(/Warning: "old" is deprecated[\s\S]*Use content\./);
    expect(output).toContain('Missing "name"');
    expect(output).toContain('"id" cannot be configured');
    expect(output).toMatch(/Internal fault in the provider[\s\S]*the toy broke/);
    expect(output).not.toContain('toy.ts');
    expect(log).toContain('toy.ts');
    expect(readdirSync(here.boxes)).toEqual([]);
  });

  test('keeps in the state what was made before a failure, and nothing else', async () => {
    here.configure(`resource "toy_box" "a" {
      name = "one"
      fail = "late"
    }
    resource "toy_box" "b" {
      name = "two"
      fail = "early"
    }
    resource "toy_box" "c" {
      name = "three"
      fail = "unfit"
    }`);
    const output = await here.failing.apply();
    expect(output).toContain('It failed late');
    expect(output).toContain('It failed early');
    expect(output).toMatch(/does not fit the schema\s[\s\S]*size/);
    expect(here.attributes()).toMatchObject({ id: 'box-one', size: null, key_wo: null });
    expect(output).not.toContain('unknown value');
    expect(() => here.attributes('toy_box.b')).toThrow('not in the state');
    expect(here.attributes('toy_box.c')).toMatchObject({ name: 'three' });
  });

  test('keeps the state when the user stops a slow apply', async () => {
    here.configure('resource "toy_box" "a" {\n name = "one"\n slow = true\n}');
    const running = here.start('apply', '-auto-approve', '-no-color');
    while (!existsSync(join(here.boxes, 'busy'))) await new Promise((resolve) => setTimeout(resolve, 20));
    running.interrupt();
    expect((await running.finished).code).toBe(1);
    expect(running.output()).toContain('Stopped half way');
    expect(here.attributes()).toMatchObject({ id: 'box-one' });
    here.configure('');
    await apply();
    expect(readdirSync(here.boxes)).toEqual(['busy']);
  });

  test('upgrades a state version by version, and refuses one from the future', async () => {
    here.configure('resource "toy_box" "a" {\n name = "one"\n content = "tea"\n}');
    await apply();
    const rewrite = (version: number, change: (attributes: Record<string, unknown>) => object) => {
      const state = JSON.parse(here.read('terraform.tfstate'));
      const [instance] = state.resources[0].instances;
      instance.schema_version = version;
      instance.attributes = change(instance.attributes);
      here.write('terraform.tfstate', state);
    };
    rewrite(0, ({ name, content, ...rest }) => ({ ...rest, title: name, body: content }));
    await here.expectNoChanges();
    rewrite(2, ({ title, body, ...rest }) => ({ ...rest, name: title, content: body, gone_since: 'yesterday' }));
    await here.expectNoChanges();
    rewrite(3, (attributes) => attributes);
    await here.failing.plan();
  });

  test('gives back values of any type, and numbers of any size, as they came', async () => {
    const values = [
      '"text"',
      'true',
      '9007199254740993',
      '0.1',
      '123456789012345678901234567890',
      '[1, "two", null]',
      'toset(["b", "a"])',
      'tomap({ a = 1 })',
      '{ a = { b = [true] } }',
      'terraform_data.later.output',
    ];
    const numbers = ['9007199254740993', '-1e30', '0.1', '18446744073709551615', '1.5e-9', '-0.5'];
    here.configure(
      `resource "terraform_data" "later" { input = [1, 2] }\n${[
        ...values.map((value, index) => `resource "toy_any" "v${index}" { value = ${value} }`),
        ...numbers.map((number, index) => `resource "toy_any" "n${index}" { number = ${number} }`),
      ].join('\n')}`,
    );
    await apply();
    await here.expectNoChanges();
    expect(here.read('terraform.tfstate')).toContain('123456789012345678901234567890');
    expect(here.read('terraform.tfstate')).toContain('9007199254740993');
    here.configure('resource "toy_any" "third" { number = 1 / 3 }');
    expect(await here.failing.apply()).toContain('decimal places');
  });
});
