import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  evaluated,
  type HclFlavor,
  type IntegrationDocument,
  type ProjectDocument,
  printHcl,
  printJson,
  printTypeScript,
  readStack,
} from '../src/code';
import { type Access, type Reaching, reaching } from '../src/metadata';
import { type Problem, problem } from '../src/problem';
import { refuse } from './checks/validation';
import { CORE } from './core';

/** The languages that an integration can be shown in. */
export type CodeFormat = 'hcl' | 'apono-v2' | 'apono-v1' | 'typescript' | 'json';

/** How an integration is shown as code. */
export interface ToCodeOptions {
  /**
   * `hcl` with this package's resources; `apono-v2` and `apono-v1` with the official provider's, new and old;
   * `typescript` as a program of the core that the stack is made with; `json` as the document of the command line.
   * @default hcl
   */
  readonly format?: CodeFormat;
}

/**
 * An integration with all that belongs to it: its servers, what the stack declares on them, and what gives access to it.
 *
 * @throws Error where the stack holds no such resource, since `null_resource` takes its place
 * @param address of its resource: `aponopg_integration.orders_1A2B`
 * @param server the server it is reached by, where the construct was given one
 */
export function integrationToCode(
  scope: Construct,
  address: string,
  server: string | undefined,
  options: ToCodeOptions,
): string {
  const { document, things } = readStack(TerraformStack.of(scope).toTerraform());
  const integration = things.find((each) => each.address === address)?.thing as IntegrationDocument | undefined;
  if (integration === undefined) refuse(scope, [notInStack(address)]);
  const names = new Set<unknown>([server, evaluated(integration.preflight)?.server]);
  const belongs = (each: { readonly server: unknown }) => names.has(each.server);
  return print(
    {
      ...(document.apono && { apono: document.apono }),
      ...(document.variables && { variables: document.variables }),
      servers: Object.fromEntries(Object.entries(document.servers ?? {}).filter(([name]) => names.has(name))),
      roles: (document.roles ?? []).filter(belongs),
      grants: (document.grants ?? []).filter(belongs),
      integrations: [integration],
      ...accessTo(integration, document),
    },
    options.format ?? 'hcl',
  );
}

/** What the stack gives access to it by. */
function accessTo(integration: IntegrationDocument, document: ProjectDocument): Partial<ProjectDocument> {
  const { access_scopes = [], bundles = [], access_flows = [] } = document;
  const reached = reaching([integration], [], { access_scopes, bundles, access_flows } as Access);
  const given = Object.entries(reached).filter(([, all]) => all.length > 0);
  return Object.fromEntries(
    given.map(([member, all]: [string, readonly Reaching[]]) => [member, all.map(({ thing }) => thing)]),
  );
}

function notInStack(address: string): Problem {
  return problem('CONFLICTING_VALUES', ['handler'], `The integration cannot be read from the stack: it is ${address}`, {
    allowed: 'toCode with Handler.provider()',
    next: 'Make the integration with Handler.provider() to see its code.',
  });
}

function print(document: ProjectDocument, format: CodeFormat): string {
  if (format === 'json') return printJson(document);
  if (format === 'typescript') return printTypeScript(document, { core: CORE });
  return printHcl(document, { flavor: FLAVORS[format] });
}

const FLAVORS: Readonly<Record<Exclude<CodeFormat, 'json' | 'typescript'>, HclFlavor>> = {
  hcl: 'aponopg',
  'apono-v2': 'apono-v2',
  'apono-v1': 'apono-v1',
};
