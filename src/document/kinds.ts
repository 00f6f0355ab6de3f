import { DOCUMENT_MEMBERS, type DocumentMember } from '../metadata';
import type { DocumentKind } from './document-kind';

/** Loaded when a document holds one: what is not needed costs no time. */
const LOAD: Record<DocumentMember, () => DocumentKind> = {
  roles: () => (require('./role-kind') as typeof import('./role-kind')).roleKind,
  grants: () => (require('./grants-kind') as typeof import('./grants-kind')).grantsKind,
  integrations: () => (require('./integration-kind') as typeof import('./integration-kind')).integrationKind,
  access_scopes: () => (require('./access-scope-kind') as typeof import('./access-scope-kind')).accessScopeKind,
  bundles: () => (require('./bundle-kind') as typeof import('./bundle-kind')).bundleKind,
  access_flows: () => (require('./access-flow-kind') as typeof import('./access-flow-kind')).accessFlowKind,
};

export function kindOf(member: DocumentMember): DocumentKind {
  return LOAD[member]();
}

/** The kinds that something has items of, in the order in which they are applied. */
export function kindsOf(holder: Readonly<Partial<Record<DocumentMember, unknown>>>): DocumentKind[] {
  return DOCUMENT_MEMBERS.filter((member) => Object.keys(holder[member] ?? {}).length > 0).map(kindOf);
}
