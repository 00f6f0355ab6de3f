// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBlockBySchema, stackToHcl } from '../../../src/code';
import { type Problem, ProblemError } from '../../../src/problem';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { openTerraform } from '../../support/terraform';

describe('references in a stack', () => {
  test('are bare in HCL', () => {
    const text = stackToHcl({
      resource: {
        null_resource: {
          a: {
            provider: 'null.other',
            depends_on: ['null_resource.b[0]', 'module.m'],
            lifecycle: { ignore_changes: ['triggers["a.b"]'], replace_triggered_by: ['${null_resource.b[0].id}'] },
          },
        },
      },
      module: {
        m: { source: './m', providers: { null: 'null.other', 'null.x': 'null' }, depends_on: ['null_resource.b'] },
      },
      import: [{ to: 'null_resource.a', id: '${local.id}', provider: 'null.other' }],
      terraform: { required_providers: { null: { source: 'hashicorp/null', configuration_aliases: ['null.other'] } } },
    });
    for (const line of [
      'provider = null.other',
      'depends_on = [null_resource.b[0], module.m]',
      'ignore_changes       = [triggers["a.b"]]',
      'replace_triggered_by = [null_resource.b[0].id]',
      'null   = null.other',
      'null.x = null',
      'to       = null_resource.a',
      'id       = local.id',
      'configuration_aliases = [null.other]',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('are bare as types too', () => {
    const text = stackToHcl({
      variable: { a: { type: 'list' }, b: { type: 'object({a=optional(string,"x")})' }, c: { type: '${map(string)}' } },
    });
    expect(text).toContain('type = list(any)');
    expect(text).toContain('type = object({ a = optional(string, "x") })');
    expect(text).toContain('type = map(string)');
  });
});

describe('what is a block', () => {
  const security = {
    resource: {
      aws_security_group: {
        a: {
          tags: { Name: 'x' },
          ingress: [{ from_port: 1 }, { from_port: 2 }],
          timeouts: { create: '5m' },
          dynamic: { egress: { for_each: '${var.ports}', iterator: 'port', content: { from_port: '${port.value}' } } },
        },
      },
    },
  };

  test('is guessed without a schema: lists of objects are', () => {
    expect(stackToHcl(security)).toBe(`resource "aws_security_group" "a" {
  tags = {
    Name = "x"
  }

  ingress {
    from_port = 1
  }

  ingress {
    from_port = 2
  }

  timeouts {
    create = "5m"
  }

  dynamic "egress" {
    for_each = var.ports
    iterator = port

    content {
      from_port = port.value
    }
  }
}
`);
  });

  test('is told by the providers schema', () => {
    const schemas = {
      provider_schemas: {
        'registry.terraform.io/hashicorp/x': {
          provider: { block: { block_types: { assume: { block: {} } } } },
          resource_schemas: {
            x_thing: {
              block: {
                attributes: { rules: {} },
                block_types: { root: { block: { attributes: { list: {} }, block_types: { leaf: { block: {} } } } } },
              },
            },
          },
        },
      },
    };
    const json = {
      provider: { x: { assume: { role: 'r' } } },
      resource: { x_thing: { a: { rules: [{ a: 1 }], root: { list: [{ b: 1 }], leaf: { c: 1 } } } } },
    };
    const text = stackToHcl(json, { isBlock: isBlockBySchema(schemas) });
    expect(text).toContain('  assume {\n');
    expect(text).toContain('  rules = [\n    { a = 1 },\n');
    expect(text).toContain('  root {\n    list = [\n      { b = 1 },\n    ]\n\n    leaf {\n');
  });

  test('is nothing in resources that hold only attributes', () => {
    const text = stackToHcl({
      resource: { aponopg_grants: { a: { grants: { x: { grantees: ['x'] } }, default_privileges: {} } } },
    });
    expect(text).toContain('  grants = {\n    x = {\n      grantees = ["x"]\n    }\n  }\n');
    expect(text).toContain('default_privileges = {}');
  });
});

describe('a stack with every kind of block', () => {
  const text = stackToHcl({
    terraform: { required_version: '>= 1.7', backend: { local: { path: 'x.tfstate' } } },
    variable: {
      v: {
        type: 'string',
        default: 'a ${b}',
        description: 'd',
        sensitive: true,
        validation: { condition: '${length(var.v) > 1}', error_message: 'too short' },
      },
    },
    locals: { script: '#!/bin/sh\necho "${var.v}" $${HOME}\n' },
    resource: {
      terraform_data: {
        a: {
          count: 2,
          input: '${local.script}',
          lifecycle: { precondition: [{ condition: '${var.v != ""}', error_message: 'm' }] },
        },
        b: {
          for_each: '${toset(["x", "y"])}',
          input: { key: '${each.key}' },
          provisioner: [{ 'local-exec': { when: 'destroy', command: 'true', on_failure: 'continue' } }],
        },
      },
    },
    data: { terraform_remote_state: { s: { backend: 'local', config: { path: 'other.tfstate' } } } },
    check: { c: { assert: { condition: '${length(terraform_data.a) == 2}', error_message: 'm' } } },
    import: { to: 'terraform_data.a[0]', id: 'abc' },
    moved: { from: 'terraform_data.old', to: 'terraform_data.a' },
    removed: { from: 'terraform_data.gone', lifecycle: { destroy: false } },
    output: { o: { value: '${terraform_data.a[*].id}', sensitive: true } },
  });

  test('is valid for Terraform', async () => {
    const folder = closedAfterwards(openTerraform({ files: { 'main.tf': text } }));
    await folder.checkFormat();
    await folder.init();
    expect(await folder.validate()).toEqual([]);
  });

  test('reads as if a person had written it', () => {
    expect(text).toContain('default     = "a $${b}"');
    expect(text).toContain('  script = <<-EOT\n    #!/bin/sh\n    echo "${var.v}" $${HOME}\n  EOT\n');
    expect(text).toContain('check "c" {\n  assert {\n');
    expect(text).toContain('when       = destroy');
  });
});

describe('what CDKTF synthesizes', () => {
  test('becomes HCL with the path of each construct above it', async () => {
    const { App, DataResource, Fn, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable, Testing } =
      jest.requireActual<typeof import('cdktf')>('cdktf');
    const out = freshFolder('stack');
    const app = Testing.stubVersion(new App({ stackTraces: false, outdir: out }));
    const stack = new TerraformStack(app, 'orders');
    new LocalBackend(stack, { path: 'x.tfstate' });
    const name = new TerraformVariable(stack, 'name', { type: 'string', sensitive: true });
    const role = new DataResource(stack, 'role', {
      input: { name: name.value, 'a b': Fn.join('-', ['x', name.value]), text: 'line 1\nline 2\n' },
      lifecycle: { preventDestroy: true, postcondition: [{ condition: '${self.id != ""}', errorMessage: 'none' }] },
    });
    new DataResource(stack, 'grants', { input: role.output, dependsOn: [role] });
    new TerraformOutput(stack, 'out', { value: role.output, sensitive: true });
    app.synth();
    const text = stackToHcl(JSON.parse(readFileSync(join(out, 'stacks/orders/cdk.tf.json'), 'utf8')));
    expect(text).toContain('# orders/role\nresource "terraform_data" "role" {');
    expect(text).toContain('"a b" = join("-", ["x", var.name])');
    expect(text).toContain('depends_on = [terraform_data.role]');
    const folder = closedAfterwards(openTerraform({ files: { 'main.tf': text } }));
    await folder.checkFormat();
    await folder.init();
    expect(await folder.validate()).toEqual([]);
  });
});

describe('a stack that cannot be written', () => {
  test.each([
    ['is no object', [], [], 'INVALID_VALUE'],
    ['has an unknown block', { resources: {} }, ['resources'], 'INVALID_VALUE'],
    ['has a body that is no object', { resource: { a: { b: 1 } } }, ['resource', 'a', 'b'], 'INVALID_VALUE'],
    ['has an open sequence', { locals: { a: ['x', '${b'] } }, ['locals', 'a', 1], 'UNREADABLE_EXPRESSION'],
    [
      'has unbalanced quotes',
      { output: { o: { value: '${join("", ["a"b"])}' } } },
      ['output', 'o', 'value'],
      'UNREADABLE_EXPRESSION',
    ],
    [
      'has a broken reference',
      { output: { o: { value: 1, depends_on: ['a"'] } } },
      ['output', 'o', 'depends_on', 0],
      'UNREADABLE_EXPRESSION',
    ],
    ['has a name that HCL cannot write', { output: { o: { 'a b': 1 } } }, ['output', 'o', 'a b'], 'INVALID_VALUE'],
  ])('because it %s is refused with the place', (_, json, path, code) => {
    expect(problemsOf(() => stackToHcl(json))).toMatchObject([{ path, code }]);
  });
});

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}
