import {
  type AccessDetailsPreview,
  documentsOf,
  type IntegrationDocument,
  isUnevaluated,
  previewAccessDetails,
  type ReadResource,
  readStack,
  readState,
  readViewAsCode,
  renderAccessDetailsPreview,
} from '../../code';
import { ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { parseJson, readText } from '../input';
import { isFolder, readStackFolder } from '../stack-folder';

/** `aponopg preview SOURCE`: shows custom access details as end users will see them; ends with 1 where one is too long. */
export const preview: Action = async ([source, given], out) => {
  const { json } = given as { json?: boolean };
  const shown: (AccessDetailsPreview & { name: string })[] = [];
  const unknown: string[] = [];
  for (const { name, details } of await accessDetails(String(source))) {
    if (isUnevaluated(details)) unknown.push(name);
    else shown.push({ name, ...previewAccessDetails(details) });
  }
  if (json) out.json({ previews: shown, unknown });
  else {
    const parts = shown.map((each) => `${each.name}\n\n${renderAccessDetailsPreview(each)}`);
    parts.push(...unknown.map((name) => `${name}\n\nNot known before Terraform runs: an expression gives the text.\n`));
    out.result(parts.join('\n').trimEnd());
  }
  return shown.every(({ fits }) => fits) ? 0 : 1;
};

interface Named {
  readonly name: string;
  readonly details: NonNullable<IntegrationDocument['custom_access_details']>;
}

/** A stack's folder, a document or state in JSON, HCL, or else the plain text itself. */
async function accessDetails(source: string): Promise<Named[]> {
  if (isFolder(source)) {
    return named(readStack(readStackFolder(source, 'source')).document.integrations ?? []);
  }
  const text = readText(source, 'source');
  if (/\.(tf|hcl)$/.test(source)) {
    return named(integrationsAmong(await readViewAsCode(text, { filename: source })));
  }
  if (!/\.(json|tfstate)$/.test(source)) return [{ name: source, details: text.replace(/\r?\n$/, '') }];
  const value = parseJson(text, source, 'source') as Record<string, unknown> | null;
  if (value?.version === 4) return named(integrationsAmong(readState(value)));
  if (value?.resource !== undefined) return named(readStack(value).document.integrations ?? []);
  return named(integrationsOf(value));
}

function integrationsAmong(read: readonly ReadResource[]): readonly IntegrationDocument[] {
  return documentsOf(read).integrations ?? [];
}

/** Those of a document, of which nothing else is looked at. */
function integrationsOf(document: unknown): IntegrationDocument[] {
  const { integrations = [] } = (document ?? {}) as { integrations?: unknown };
  const all = Array.isArray(integrations) ? integrations : [integrations];
  const isText = (value: unknown) => value === undefined || typeof value === 'string';
  const isOne = (each: IntegrationDocument | null) =>
    typeof each === 'object' && isText(each?.name) && isText(each?.custom_access_details);
  if (Array.isArray(integrations) && all.every(isOne)) return all;
  throw new ProblemError(
    problem('INVALID_VALUE', ['integrations'], 'The integrations of the document are not well formed', {
      allowed: 'a list of objects, with name and custom_access_details as texts',
      next: '`aponopg validate` says more.',
    }),
  );
}

function named(integrations: readonly IntegrationDocument[]): Named[] {
  return integrations.map(({ name, custom_access_details: details = '' }) => ({
    name: isUnevaluated(name) ? name.$template : name,
    details,
  }));
}
