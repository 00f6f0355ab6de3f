import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import { CORE } from '.';

/** What is imported with each core. */
const IMPORTS: Readonly<Record<string, string>> = {
  cdktf: 'cdktf-apono-postgresql',
  cdktn: 'cdktf-apono-postgresql/cdktn',
};

/**
 * Refuses a construct in a stack of the other core: both look alike until synth, and fail there in ways of their own.
 *
 * @throws Error that names what to import
 */
export function refuseOtherCore(construct: IConstruct): void {
  const core = coreOf(TerraformStack.of(construct));
  const from = core && IMPORTS[core];
  if (core === CORE || from === undefined) return;
  refuse(construct, [
    problem('OTHER_CORE', [], `The stack is made with ${core}, this construct with ${CORE}`, {
      allowed: 'one core in a program',
      next: `Import the constructs from '${from}'.`,
    }),
  ]);
}

/** The package that a stack's class comes from, by the name that jsii gave it. */
function coreOf(stack: TerraformStack): string | undefined {
  let type: object | null = stack.constructor;
  for (; type !== null; type = Object.getPrototypeOf(type)) {
    const name = (Object.getOwnPropertyDescriptor(type, JSII)?.value as { fqn?: string } | undefined)?.fqn;
    const core = /^(\w+)\.TerraformStack$/.exec(name ?? '')?.[1];
    if (core !== undefined) return core;
  }
  return undefined;
}

const JSII = Symbol.for('jsii.rtti');
