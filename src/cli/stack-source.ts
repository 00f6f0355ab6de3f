import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../doctor';
import { readJson } from './input';

/** What a synthesized stack says, with what could not be resolved by server and attribute. */
export interface StackSource {
  readonly source: Source;
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/** The `cdk.tf.json` of a synthesized stack's folder; undefined for anything but a folder. */
export function stackFile(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return join(path, 'cdk.tf.json');
}

/**
 * Reads a synthesized stack. Variables come from TF_VAR_..., else their defaults; references to the stack's own
 * attributes are followed; everything else is known only to Terraform.
 *
 * @throws ProblemError FILE_UNREADABLE, NOT_JSON
 */
export function readStack(file: string, env: NodeJS.ProcessEnv): StackSource {
  return stackSource(readJson(file, 'source'), env);
}

type Json = Readonly<Record<string, unknown>>;

/** The same for what the file holds. Pure. */
export function stackSource(stack: unknown, env: NodeJS.ProcessEnv): StackSource {
  const root = objectOf(stack);
  const unknown: Record<string, string[]> = {};
  const read = (value: unknown, path: string, missing: string[] = []): unknown =>
    resolve(value, path, { root, env, missing });
  const blocks = (kind: string, type: string) => Object.values(objectOf(objectOf(root[kind])[type]));
  const resources = (type: string) => blocks('resource', type).map((each) => objectOf(read(each, '')));

  const providers = [objectOf(root.provider).aponopg].flat().map(objectOf);
  const servers: Record<string, unknown> = {};
  for (const [name, each] of providers.flatMap((provider) => Object.entries(objectOf(provider.servers)))) {
    unknown[name] = [];
    servers[name] = read(each, '', unknown[name]);
  }
  const apono = objectOf(
    read(
      providers.map((each) => each.apono).find((each) => each !== undefined),
      '',
    ),
  );
  const source = {
    servers,
    apono,
    roles: resources('aponopg_role'),
    integrations: resources('aponopg_integration'),
    connectors: blocks('data', 'aponopg_connector')
      .map((each) => objectOf(read(each, '')))
      .filter(({ id }) => typeof id === 'string'),
  };
  return { source: source as unknown as Source, unknown };
}

interface Resolving {
  readonly root: Json;
  readonly env: NodeJS.ProcessEnv;
  /** Is added to: what could not be resolved, and why. */
  readonly missing: string[];
  readonly depth?: number;
}

/** A value of Terraform's JSON with its references filled in; what cannot be known is left out. */
function resolve(value: unknown, path: string, how: Resolving): unknown {
  if (typeof value === 'string') return resolveText(value, path, how);
  if (Array.isArray(value)) return value.map((each) => resolve(each, path, how)).filter((each) => each !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([key]) => key !== '//')
    .map(([key, each]) => [key, resolve(each, path === '' ? key : `${path}.${key}`, how)] as const);
  return Object.fromEntries(members.filter(([, each]) => each !== undefined && each !== null));
}

/** `$${` is a text, not a reference. */
const REFERENCE = /(?<!\$)\$\{([^{}]*)\}/g;

function resolveText(text: string, path: string, how: Resolving): unknown {
  const [only] = text.matchAll(REFERENCE);
  if (only !== undefined && only[0] === text) return reference(only[1] ?? '', path, how);
  let known = true;
  const filled = text.replace(REFERENCE, (_, expression: string) => {
    const value = reference(expression, path, how);
    known &&= value !== undefined;
    return String(value);
  });
  return known ? filled.replaceAll('$${', '${').replaceAll('%%{', '%{') : undefined;
}

function reference(expression: string, path: string, how: Resolving): unknown {
  const { root, env, missing, depth = 0 } = how;
  const parts = expression.trim().split('.');
  if (parts[0] === 'var' && parts.length === 2) {
    const name = parts[1] ?? '';
    const declared = objectOf(objectOf(root.variable)[name]);
    const given = env[`TF_VAR_${name}`];
    if (given !== undefined)
      return declared.type === 'number' ? Number(given) : declared.type === 'bool' ? given === 'true' : given;
    if (declared.default !== undefined) return declared.default;
    missing.push(`${path} (TF_VAR_${name} is not set)`);
    return undefined;
  }
  const within = parts[0] === 'data' ? [root.data, ...parts.slice(1)] : [root.resource, ...parts];
  const [start, ...steps] = within;
  const found = steps.reduce<unknown>((at, step) => objectOf(at)[step as string], start);
  if (found !== undefined && typeof found !== 'object' && depth < 10)
    return resolve(found, path, { ...how, depth: depth + 1 });
  missing.push(`${path} (${expression.trim()} is known to Terraform only)`);
  return undefined;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
