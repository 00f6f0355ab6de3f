export { type Applied, type ApplyObserver, applyDocument } from './apply-document';
export type { Action, AttributeChange, Change } from './change';
export { type CheckedDocument, checkDocument } from './check-document';
export { documentsInState, resourcesOfProvider, valuesInState } from './documents-in-state';
export { type DocumentPlan, planDocument } from './plan-document';
