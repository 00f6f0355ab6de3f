import { isUnevaluated, readStack } from '../code';
import type { Source } from '../doctor';

/** What a synthesized stack says, with what could not be resolved by server and attribute. */
export interface StackSource {
  readonly source: Source;
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the doctor looks at of a synthesized stack. Variables come from TF_VAR_..., else their defaults; references to
 * the stack's own attributes are followed; everything else is known only to Terraform. Pure.
 *
 * @param stack the content of its `cdk.tf.json`
 * @throws ProblemError where the stack cannot be read
 */
export function stackSource(stack: unknown, env: NodeJS.ProcessEnv): StackSource {
  const { document, connectors } = readStack(stack, {
    variable: (name, declared) => variable(env[`TF_VAR_${name}`], declared),
  });
  const servers = Object.entries(document.servers ?? {});
  const source = {
    servers: evaluatedParts(document.servers ?? {}),
    apono: evaluatedParts(document.apono ?? {}),
    roles: evaluatedParts(document.roles ?? []),
    integrations: evaluatedParts(document.integrations ?? []),
    connectors: connectors.filter(({ id }) => typeof id === 'string').map(evaluatedParts),
  };
  return {
    source: source as Source,
    unknown: Object.fromEntries(servers.map(([name, server]) => [name, unknownIn(server, [], env)])),
  };
}

/** Terraform reads the environment by the variable's type. */
function variable(given: string | undefined, declared: Readonly<Record<string, unknown>>): unknown {
  if (given === undefined) return declared.default ?? undefined;
  if (declared.type === 'number') return Number(given);
  return declared.type === 'bool' ? given === 'true' : given;
}

/** The value without what is an expression still. */
function evaluatedParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isUnevaluated(each)).map(evaluatedParts);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([, each]) => !isUnevaluated(each));
  return Object.fromEntries(known.map(([key, each]) => [key, evaluatedParts(each)]));
}

/** What is an expression still, and why. */
function unknownIn(value: unknown, way: readonly string[], env: NodeJS.ProcessEnv): string[] {
  if (isUnevaluated(value)) return reasons(value.$template, env).map((why) => `${way.join('.')} (${why})`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    unknownIn(each, Array.isArray(value) ? way : [...way, key], env),
  );
}

function reasons(template: string, env: NodeJS.ProcessEnv): string[] {
  const names = Array.from(template.matchAll(/(?<![\w.-])var\.([A-Za-z_][\w-]*)/g), ([, name]) => `TF_VAR_${name}`);
  const unset = [...new Set(names)].filter((name) => env[name] === undefined);
  if (unset.length > 0) return unset.map((name) => `${name} is not set`);
  return [`${/^\$\{\s*([^{}]*?)\s*\}$/.exec(template)?.[1] ?? template} is known to Terraform only`];
}
