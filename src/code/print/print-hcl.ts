import { PROVIDER_SOURCE } from '../../metadata';
import { attribute, block, comment, type Item, literal, object, printHclDocument, raw } from '../hcl';
import type { ProjectDocument } from '../project-document';
import { variablesOf } from '../variables';
import { Draft } from './draft';
import { grantsBlock } from './grants-block';
import { grantsImportId, roleImportId } from './import-id';
import { type HclFlavor, integrationBlock, RESOURCE_TYPES } from './integration-block';
import { APONO_ENVIRONMENT, providerBlock } from './provider-block';
import { roleBlock } from './role-block';
import { textOf } from './value';

export interface PrintHclOptions {
  /** Which resource the integrations become; roles and grants are `aponopg_*` in every flavor. @default "aponopg" */
  readonly flavor?: HclFlavor;
  /**
   * Print an `import` block beside each resource that exists already, so that a plan takes it over instead of making
   * it. An integration without an id is taken for new.
   *
   * @default false
   */
  readonly importBlocks?: boolean;
  /**
   * Addresses of resources of the official provider that give way to the ones printed: a `removed` block each, so that
   * Terraform forgets them and destroys nothing. Terraform 1.7 and up.
   *
   * @default none
   */
  readonly removed?: readonly string[];
  /**
   * Where Terraform gets our provider.
   *
   * @default this package's address
   */
  readonly providerSource?: string;
}

/**
 * Prints a project as a complete configuration in HCL, formatted as `terraform fmt` leaves it. The same document always
 * gives the same text.
 *
 * Secrets never stand in it: each becomes a sensitive variable. So does what a person must fill in; what a flavor has no
 * place for is said in a comment.
 */
export function printHcl(document: ProjectDocument, options: PrintHclOptions = {}): string {
  const flavor = options.flavor ?? 'aponopg';
  const draft = new Draft(variablesOf(document));
  const removed = options.removed ?? [];
  const resources = printResources(document, flavor, options.importBlocks ?? false, draft);
  const registers = flavor === 'aponopg' && (document.integrations ?? []).length > 0;
  const needsOwn = registers || [document.roles, document.grants].some((each) => (each ?? []).length > 0);
  const own =
    needsOwn || document.servers !== undefined || document.apono !== undefined
      ? providerBlock(document, draft, registers)
      : [];
  const official =
    flavor !== 'aponopg' && (document.integrations ?? []).length > 0
      ? [comment(APONO_ENVIRONMENT), block('provider', ['apono'], [])]
      : [];
  return printHclDocument([
    ...(document.notes ?? []).map(comment),
    terraformBlock(
      {
        aponopg: own.length > 0 && (options.providerSource ?? PROVIDER_SOURCE),
        apono: official.length > 0 || removed.length > 0,
      },
      draft.usesWriteOnly ? '>= 1.11.0' : removed.length > 0 ? '>= 1.7.0' : '>= 1.5.0',
    ),
    ...own,
    ...official,
    ...draft.variableBlocks(),
    ...removed.map(removedBlock),
    ...resources,
  ]);
}

function printResources(document: ProjectDocument, flavor: HclFlavor, imports: boolean, draft: Draft): Item[] {
  const beside = (type: string, name: string, id: string | undefined): Item[] =>
    !imports || id === undefined
      ? []
      : [block('import', [], [attribute('to', raw(`${type}.${name}`)), attribute('id', literal(id))])];
  const roles = (document.roles ?? []).map((role) => {
    const name = draft.nameFor('role', textOf(role.name), 'role');
    draft.manage(role, name);
    return { role, name };
  });
  return [
    ...roles.flatMap(({ role, name }) => [
      ...beside('aponopg_role', name, roleImportId(role)),
      ...roleBlock(role, name, draft),
    ]),
    ...(document.grants ?? []).flatMap((grants) => {
      const name = draft.nameFor('grants', textOf(grants.database), 'grants');
      return [...beside('aponopg_grants', name, grantsImportId(grants)), ...grantsBlock(grants, name, draft)];
    }),
    ...(document.integrations ?? []).flatMap((integration) => {
      const text = typeof integration.name === 'string' ? integration.name : 'integration';
      const name = draft.nameFor('integration', text, 'integration');
      return [
        ...beside(RESOURCE_TYPES[flavor], name, integration.id),
        ...integrationBlock(integration, name, flavor, draft),
      ];
    }),
  ];
}

/** What Terraform is to forget without destroying it. */
function removedBlock(address: string): Item {
  const lifecycle = block('lifecycle', [], [attribute('destroy', literal(false))]);
  return block('removed', [], [attribute('from', raw(address)), lifecycle]);
}

function terraformBlock(providers: { aponopg: string | false; apono: boolean }, requiredVersion: string): Item {
  const source = (address: string) => object({ source: literal(address) });
  return block(
    'terraform',
    [],
    [
      attribute('required_version', literal(requiredVersion)),
      block(
        'required_providers',
        [],
        [
          ...(providers.apono ? [attribute('apono', source('apono-io/apono'))] : []),
          ...(providers.aponopg ? [attribute('aponopg', source(providers.aponopg))] : []),
        ],
      ),
    ],
  );
}
