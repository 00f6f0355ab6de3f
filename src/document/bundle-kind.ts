import { bundleResource } from '../handler/bundle';
import { accessKind } from './access-kind';

/** Bundles in a document. */
export const bundleKind = accessKind('bundles', 'bundle', bundleResource, 'bundles');
