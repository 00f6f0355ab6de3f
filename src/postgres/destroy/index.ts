export { type DestroyPreview, destroyRole, previewDestroy } from './destroy-role';
export type { OnDestroy } from './on-destroy';
