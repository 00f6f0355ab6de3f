import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

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
  if (value === undefined) return;
  if (!Token.isUnresolved(value)) throw literal(construct, name, instead);
  // A token may still resolve to a literal, or carry one beside it: only synth can tell.
  construct.node.addValidation({
    validate: () => {
      const resolved = resolve(construct, value);
      return /^\$\{[^{}]*\}$/.test(resolved) ? [] : [literal(construct, name, instead).message];
    },
  });
}

function literal(construct: IConstruct, name: string, instead: string): Error {
  return new Error(
    [
      `${construct.node.path}: \`${name}\` is a literal; it would stand in clear in the synthesized files`,
      'Allowed: a reference, for instance new TerraformVariable(this, "password", { type: "string", sensitive: true }).stringValue',
      `What to do: pass a sensitive variable, or name an environment variable by \`${instead}\`.`,
      'Code: LITERAL_SECRET',
    ].join('\n'),
  );
}

function resolve(construct: IConstruct, value: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(value, { scope: construct, resolver, preparing: false });
  return typeof resolved === 'string' ? resolved : '';
}
