import { TerraformElement, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, problem, renderProblem } from '../../src/problem';
import { resolved } from './resolved';
import { refuse } from './validation';

/**
 * Refuses a secret written into the program: it would stand in the synthesized files. Only a reference that Terraform
 * resolves passes, for instance a sensitive `TerraformVariable` or a data source's attribute.
 *
 * @param instead what to use otherwise, for instance `passwordEnv`
 * @throws Error without the value
 */
export function refuseLiteralSecret(
  construct: IConstruct,
  name: string,
  value: string | undefined,
  instead: string,
): void {
  if (value === undefined || value === null) return;
  if (!Token.isUnresolved(value)) refuse(construct, [literal(name, instead)]);
  // A token may still resolve to a literal, or carry one beside it: only synth can tell.
  construct.node.addValidation({
    validate: () => (isReference(construct, value) ? [] : [renderProblem(literal(name, instead))]),
  });
}

/** The name of a sensitive variable of the stack that the value refers to. */
export function sensitiveVariable(construct: IConstruct, value: unknown): string | undefined {
  const names = [...JSON.stringify(resolved(construct, value)).matchAll(/\bvar\.([A-Za-z_][\w-]*)/g)].map(
    ([, name]) => name,
  );
  return names.find((name) => blockOf(construct, 'var', name)?.sensitive === true);
}

function literal(name: string, instead: string): Problem {
  return problem(
    'LITERAL_SECRET',
    [name],
    `\`${name}\` is a literal; it would stand in clear in the synthesized files`,
    {
      allowed:
        'a reference, for instance new TerraformVariable(this, "password", { type: "string", sensitive: true }).stringValue, without a default',
      next: `Pass a sensitive variable, or use ${instead}.`,
    },
  );
}

/** Whether the value is one expression that refers to something, and not to a literal elsewhere in the stack. */
function isReference(construct: IConstruct, value: string): boolean {
  const expression = /^\$\{([^{}]*)\}$/.exec(String(resolved(construct, value)))?.[1];
  if (expression === undefined) return false;
  const withoutTexts = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const references = [...withoutTexts.matchAll(/([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)/g)];
  return references.length > 0 && !references.some(([, kind, name]) => isLiteralBehind(construct, kind, name));
}

/** Whether a variable has a default, or a local is a literal: both are written to the synthesized files. */
function isLiteralBehind(construct: IConstruct, kind: string | undefined, name = ''): boolean {
  const found = kind === 'var' ? blockOf(construct, 'var', name)?.default : blockOf(construct, kind, name);
  return typeof found === 'string' && found !== '' && !found.includes('${');
}

/** What the stack declares as `var.NAME` or `local.NAME`. */
function blockOf(construct: IConstruct, kind: string | undefined, name = ''): Record<string, unknown> | undefined {
  if (kind !== 'var' && kind !== 'local') return undefined;
  const elements = TerraformStack.of(construct)
    .node.findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each));
  const element = elements.find(({ friendlyUniqueId }) => friendlyUniqueId === name);
  const blocks = element && (resolved(construct, element.toTerraform()) as Record<string, Record<string, unknown>>);
  return blocks?.[kind === 'var' ? 'variable' : 'locals']?.[name] as Record<string, unknown> | undefined;
}
