import {
  type IResolveContext,
  Lazy,
  type LocalExecProvisioner,
  type TerraformMetaArguments,
  TerraformProvider,
  type TerraformResourceConfig,
  TerraformStack,
} from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { JsonValue } from '../../src/code/hcl';
import type { DocumentMember, Shape } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import { newNullProvider } from '../core';
import type { Handler } from '../handler';
import { jsonTemplate } from '../integration/json-template';
import { inOneOrder } from './null-document';

/** The file that synth lays beside a stack, and what runs it there. */
export const COMMAND_FILE = 'aponopg.cjs';
const COMMAND = `node "\${path.module}/${COMMAND_FILE}" handle`;

/**
 * What makes a resource a `null_resource` that runs the handler.
 *
 * Triggers that change replace it. It is made anew before the old one goes, since Terraform then runs no destroy
 * provisioner for the old one: only a real destroy takes anything away.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners
 */
export function nullResourceConfig(
  scope: Construct,
  config: TerraformMetaArguments,
  handler: Handler,
): Omit<TerraformResourceConfig, keyof TerraformMetaArguments> &
  Pick<TerraformMetaArguments, 'lifecycle' | 'provisioners' | 'provider'> {
  if (config.count !== undefined || config.forEach !== undefined) {
    refuse(scope, [
      problem(
        'CONFLICTING_VALUES',
        [config.count === undefined ? 'forEach' : 'count'],
        'The handler cannot repeat it',
        {
          allowed: 'neither `count` nor `forEach` with Handler.nullResource()',
          next: 'Make the constructs in a loop of your program: each is then remembered under its own path.',
        },
      ),
    ]);
  }
  const command = handler.options.command ?? COMMAND;
  return {
    terraformResourceType: 'null_resource',
    terraformGeneratorMetadata: { providerName: 'null' },
    provider: nullProvider(scope),
    lifecycle: { ...config.lifecycle, createBeforeDestroy: true },
    provisioners: [
      ...(config.provisioners ?? []),
      { ...localExec(command, 'create') },
      { ...localExec(command, 'delete'), when: 'destroy' },
    ],
  };
}

/** The triggers: the document as JSON, and the name, so that others can refer to it. */
export function triggers(document: Readonly<Record<string, unknown>>, member: DocumentMember, shape: Shape): object {
  return Lazy.anyValue({
    produce(context: IResolveContext) {
      const resolved = context.resolve(document) as Record<DocumentMember, Record<string, JsonValue>[]>;
      const values = resolved[member][0] as Record<string, JsonValue>;
      const request = jsonTemplate({ ...resolved, [member]: [inOneOrder(shape, values)] });
      return { request, ...(values.name !== undefined && { name: values.name }) };
    },
  }) as unknown as object;
}

function localExec(command: string, event: string): LocalExecProvisioner {
  // Not seen by CDKTF, which would spell the variables in lower case. `self` is all that a destroy can refer to.
  const environment = { APONOPG_REQUEST: `\${self.triggers.request}`, APONOPG_EVENT: event };
  return {
    type: 'local-exec',
    command,
    environment: Lazy.anyValue({ produce: () => environment }) as unknown as Record<string, string>,
  };
}

/** The stack's own provider `null`, made where there is none. */
function nullProvider(scope: Construct): TerraformProvider {
  const stack = TerraformStack.of(scope);
  const isNull = (each: IConstruct): each is TerraformProvider =>
    TerraformProvider.isTerraformProvider(each) && each.terraformResourceType === 'null' && each.alias === undefined;
  return stack.node.findAll().find(isNull) ?? newNullProvider(stack);
}
