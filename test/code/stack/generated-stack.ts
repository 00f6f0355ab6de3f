// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { plainText, plainValue, templateText, templateValue } from '../awkward';

/**
 * A stack that Terraform can plan without a registry: variables, locals, outputs, `terraform_data`, checks, moves and
 * providers, with awkward values in every place that takes one.
 */
export const plannableStack: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    variables: fc.array(fc.tuple(plainValue, plainText), { minLength: 1, maxLength: 4 }),
    locals: fc.array(templateValue, { minLength: 1, maxLength: 6 }),
    resources: fc.array(resource(), { minLength: 1, maxLength: 6 }),
    outputs: fc.array(fc.tuple(templateValue, plainText), { minLength: 1, maxLength: 3 }),
    checks: fc.array(templateText, { minLength: 1, maxLength: 2 }),
    backend: fc.boolean(),
  })
  .map(({ variables, locals, resources, outputs, checks, backend }) => ({
    '//': { metadata: { stackName: 'generated', version: '0.21.0' } },
    terraform: {
      required_version: '>= 1.5, < 2.0.0',
      ...(backend ? { backend: { local: { path: 'state/terraform.tfstate' } } } : {}),
    },
    variable: named('v', variables, ([value, description], index) => ({
      default: value,
      description,
      nullable: true,
      validation: [
        { condition: `${'${'}var.v${index} == var.v${index}}`, error_message: 'never shown: "${1 + 1}" $${x}' },
      ],
    })),
    locals: named('l', locals, (value) => value),
    resource: {
      terraform_data: {
        ...named('r', resources, (each, index) => ({ '//': { metadata: { path: `generated/r${index}` } }, ...each })),
        moved_to: {},
      },
    },
    output: named('o', outputs, ([value, description]) => ({ value, description, depends_on: ['terraform_data.r0'] })),
    check: named('c', checks, (text) => ({
      assert: [{ condition: '${length(local.l) >= 0}', error_message: `m${text}` }],
    })),
    moved: [{ from: 'terraform_data.old', to: 'terraform_data.moved_to' }],
    removed: [{ from: 'terraform_data.gone', lifecycle: { destroy: false } }],
  }))
  .map((stack) => ({ ...stack, locals: { ...stack.locals, l: [] } }));

function resource(): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    {
      input: templateValue,
      triggers_replace: templateValue,
      count: fc.constant(2),
      depends_on: fc.constant(['terraform_data.moved_to']),
      lifecycle: fc.record(
        {
          create_before_destroy: fc.boolean(),
          prevent_destroy: fc.boolean(),
          ignore_changes: fc.constantFrom('all', ['input'], []),
          replace_triggered_by: fc.constant(['terraform_data.moved_to']),
          precondition: fc.array(
            templateText.map((text) => ({ condition: '${length(local.l) >= 0}', error_message: `m${text}` })),
            { maxLength: 2 },
          ),
          postcondition: fc.constant([{ condition: '${self.id != ""}', error_message: 'none' }]),
        },
        { requiredKeys: [] },
      ),
      connection: fc.constant({ type: 'ssh', host: '${self.id}' }),
      provisioner: fc.array(
        templateText.map((text) => ({
          'local-exec': {
            command: `echo ${text}`,
            interpreter: ['sh', '-c'],
            environment: { A: text },
            on_failure: 'continue',
          },
        })),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
}

function named<T>(
  letter: string,
  values: readonly T[],
  map: (value: T, index: number) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(values.map((value, index) => [`${letter}${index}`, map(value, index)]));
}
