export { type Applied, type ApplyObserver, applyDocument } from './apply-document';
export type { Action, AttributeChange, Change } from './change';
export { type CheckedDocument, checkDocument } from './check-document';
export { documentsInState, resourcesOfProvider, valuesInState } from './documents-in-state';
export {
  DOCUMENT_EVENTS,
  type DocumentEvent,
  type HandleObserver,
  handleDocument,
  planHandling,
} from './handle-document';
export { type ImportedDocument, importDocument } from './import-document';
export { type DocumentPlan, planDocument } from './plan-document';
