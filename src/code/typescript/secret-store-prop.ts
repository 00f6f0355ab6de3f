import { camelCase, integration as description, type ObjectShape, objectShapeOf } from '../../metadata';
import { parameterVariable, USUAL_PARAMETERS } from '../print/secret-variable';
import { evaluated, type IntegrationDocument, isUnevaluated } from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import type { Program } from './program';
import type { References } from './references';
import { call, members, type Source } from './source';

/** `SecretStore.aws({ ... })`: each store has a method of its name. */
export function secretStoreOf(
  { secret_store: given }: IntegrationDocument,
  prefix: string,
  program: Program,
  references: References,
): Members<Source> {
  const store = evaluated(given);
  const [kind] = Object.keys(store ?? {});
  if (store === undefined || kind === undefined) return {};
  const method = `${program.of('SecretStore')}.${camelCase(kind)}`;
  const stores = objectShapeOf(description.schema).attributes.secret_store as ObjectShape;
  const secret = references.secretsOf(prefix, `the secret store of ${prefix}`);
  if (kind === 'apono') {
    const { parameters: _, ...rest } = (isUnevaluated(store.apono) ? undefined : store.apono) ?? {};
    const more = describedProps(stores.attributes.apono as ObjectShape, rest, references, { secret });
    const args = Object.keys(more).length > 0 ? [members(more)] : [];
    return { secretStore: call(method, parametersOf(store.apono, prefix, references), ...args) };
  }
  const fields = describedProps(stores, store, references, { secret })[camelCase(kind)];
  return { secretStore: call(method, fields ?? members({})) };
}

function parametersOf(store: unknown, prefix: string, references: References): Source {
  const given = isUnevaluated(store) ? undefined : (store as { readonly parameters?: unknown } | undefined);
  const parameters = (given?.parameters ?? USUAL_PARAMETERS) as Readonly<Record<string, unknown>>;
  const variables = Object.entries(parameters).map(([key, value]) => [
    key,
    references.hidden(value, parameterVariable(key, prefix)),
  ]);
  return members(Object.fromEntries(variables));
}
