import { APONO_MEMBERS, PROVIDER_SOURCE } from '../../metadata';
import { type AccessMember, APONO_KINDS, type AponoDocument } from '../apono-kinds';
import { attribute, block, comment, type Item, literal, object, printHclDocument, raw } from '../hcl';
import type { IntegrationDocument, ProjectDocument } from '../project-document';
import { variablesOf } from '../variables';
import { accessBlock } from './access-block';
import { Draft } from './draft';
import { grantsBlock } from './grants-block';
import { grantsImportId, roleImportId } from './import-id';
import { integrationBlock } from './integration-block';
import { nameFrom } from './names';
import { APONO_ENVIRONMENT, providerBlock } from './provider-block';
import { type HclFlavor, resourceTypeOf } from './resource-type';
import { roleBlock } from './role-block';
import { textOf } from './value';

export interface PrintHclOptions {
  /**
   * Which resources become of what Apono has; roles and grants are `aponopg_*` in every flavor.
   *
   * @default "aponopg"
   */
  readonly flavor?: HclFlavor;
  /**
   * Print an `import` block beside each resource that exists already, so that a plan takes it over instead of making
   * it. What Apono has and has no id here is taken for new.
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
   * The ids of identity sources by name, for the official provider's older resources: variables to fill in stand where
   * they are not known.
   *
   * @default none
   */
  readonly sourceIds?: Readonly<Record<string, string>>;
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
  const draft = new Draft(variablesOf(document), options.sourceIds);
  const removed = options.removed ?? [];
  const resources = printResources(document, flavor, options.importBlocks ?? false, draft);
  const usesApono = APONO_MEMBERS.some((member) => (document[member] ?? []).length > 0);
  const registers = flavor === 'aponopg' && usesApono;
  const needsOwn = registers || [document.roles, document.grants].some((each) => (each ?? []).length > 0);
  const own =
    needsOwn || document.servers !== undefined || document.apono !== undefined
      ? providerBlock(document, draft, registers)
      : [];
  const official =
    flavor !== 'aponopg' && usesApono ? [comment(APONO_ENVIRONMENT), block('provider', ['apono'], [])] : [];
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
    ...APONO_MEMBERS.flatMap((member) => {
      const { word } = APONO_KINDS[member];
      return (document[member] ?? []).map((thing) => {
        const text = typeof thing.name === 'string' ? thing.name : word;
        const name = draft.nameFor(word, text, nameFrom(word));
        const type = resourceTypeOf(member, thing, flavor);
        draft.manageThing(member, thing, `${type}.${name}`);
        return { member, thing, name, type };
      });
    }).flatMap(({ member, thing, name, type }) => [
      ...beside(type, name, thing.id),
      ...(member === 'integrations'
        ? integrationBlock(thing as IntegrationDocument, name, flavor, draft)
        : accessBlock(member, thing as AponoDocument<AccessMember>, name, flavor, draft)),
    ]),
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
