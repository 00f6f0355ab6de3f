import fc from 'fast-check';
import { parseHcl } from '../../../src/code/parse/hcl-json';
import { stackToHcl } from '../../../src/code/stack';
import { closedAfterwards } from '../../support/clean-up';
import { openTerraform } from '../../support/terraform';
import { IS_QUICK } from '../../support/tier';
import { withoutEscapes } from '../awkward';
import { plannableStack } from './generated-stack';

const SAMPLES = IS_QUICK ? 8 : 30;

describe('a generated stack as HCL', () => {
  const stacks = fc.sample(plannableStack, { numRuns: SAMPLES, seed: 11 });
  const texts = stacks.map((stack) => stackToHcl(stack));

  test('is formatted as terraform fmt would', async () => {
    const folder = closedAfterwards(
      openTerraform({ files: Object.fromEntries(texts.map((text, index) => [`s${index}.tf`, text])) }),
    );
    await folder.checkFormat();
  });

  test('plans to what the JSON plans to', async () => {
    // Each stack is a module in both syntaxes, so that one plan tells all of them.
    const files: Record<string, string> = {};
    const root: Record<string, Record<string, unknown>> = { module: {}, output: {} };
    stacks.forEach((stack, index) => {
      files[`json${index}/cdk.tf.json`] = JSON.stringify({ ...stack, terraform: {} }, null, 1);
      files[`hcl${index}/main.tf`] = stackToHcl({ ...stack, terraform: {} });
      for (const name of [`json${index}`, `hcl${index}`]) {
        Object.assign(root.module ?? {}, { [name]: { source: `./${name}` } });
        Object.assign(root.output ?? {}, { [name]: { value: `\${module.${name}}` } });
      }
    });
    const folder = closedAfterwards(openTerraform({ files: { ...files, 'main.tf.json': JSON.stringify(root) } }));
    await folder.init();
    const plan = (await folder.planJson()) as Record<string, unknown>;
    const json = JSON.stringify(pick(plan, 'json')).replace(/json(\d+)/g, 'hcl$1');
    expect(Object.values(JSON.parse(json) as object[]).every((part) => Object.keys(part).length > 0)).toBe(true);
    expect(pick(plan, 'hcl')).toEqual(JSON.parse(json));
  });

  test('parses back to JSON that gives the same HCL', async () => {
    for (const text of texts)
      expect(stackToHcl(asTerraformJson(await parseHcl(text)))).toBe(withoutPaths(text.normalize('NFC')));
  });

  test('does not depend on the order of members', () => {
    stacks.forEach((stack, index) => {
      expect(stackToHcl(reversed(stack))).toBe(texts[index]);
    });
  });
});

/** What a plan says about the modules of one syntax. */
function pick(plan: Record<string, unknown>, syntax: string): unknown {
  const { planned_values, resource_changes, output_changes, checks } = plan as {
    planned_values: { outputs: object; root_module: { child_modules: { address: string }[] } };
    resource_changes: { address: string }[];
    output_changes: object;
    checks: { address: { to_display: string } }[];
  };
  const mine = (name: string) => name.startsWith(syntax) || name.startsWith(`module.${syntax}`);
  return {
    modules: planned_values.root_module.child_modules.filter(({ address }) => mine(address)),
    outputs: Object.entries(planned_values.outputs).filter(([name]) => mine(name)),
    changes: resource_changes.filter(({ address }) => mine(address)),
    output_changes: Object.entries(output_changes).filter(([name]) => mine(name)),
    checks: checks.filter(({ address }) => mine(address.to_display)),
  };
}

function withoutPaths(text: string): string {
  return text.replace(/^# generated\/r\d+\n/gm, '');
}

/** Terraform reads defaults and descriptions without sequences in JSON, with them in HCL. */
function asTerraformJson(parsed: Record<string, unknown>): Record<string, unknown> {
  const each = (blocks: unknown, map: (body: Record<string, unknown>) => object) =>
    Object.fromEntries(
      Object.entries((blocks ?? {}) as Record<string, Record<string, unknown>[]>).map(([name, bodies]) => [
        name,
        bodies.map(map),
      ]),
    );
  return {
    ...parsed,
    variable: each(parsed.variable, (body) => ({
      ...body,
      default: withoutEscapes(body.default),
      description: withoutEscapes(body.description),
    })),
    output: each(parsed.output, (body) => ({ ...body, description: withoutEscapes(body.description) })),
  };
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
