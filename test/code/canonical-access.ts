import { type ProjectDocument, printJson } from '../../src/code';
import { flowWithoutDefaults } from '../../src/metadata';

/** What a project means: without defaults, sets in one order. */
export function canonicalAccess({ integrations = [], access_scopes, bundles, access_flows }: ProjectDocument): unknown {
  const flows = access_flows?.map((each) => flowWithoutDefaults(each)) as ProjectDocument['access_flows'];
  const written = { integrations, access_scopes, bundles, access_flows: flows } as ProjectDocument;
  const members: [string, unknown[]][] = Object.entries(JSON.parse(printJson(written).normalize('NFC')));
  // Terraform has resources in the order of their names.
  return Object.fromEntries(members.map(([member, things]) => [member, inOneOrder(things)]));
}

export function inOneOrder(all: readonly unknown[]): unknown[] {
  return [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
