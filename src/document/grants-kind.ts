import { grantsResource } from '../handler/grants';
import { explainingServerErrors } from '../handler/server-errors';
import { grants, objectShapeOf, withDefaults } from '../metadata';
import type { DocumentKind } from './kind';

/** Grants in a document: one entry for a database and a mode. */
export const grantsKind: DocumentKind = {
  member: 'grants',
  word: 'grants',
  resource: explainingServerErrors(grantsResource),
  key: ({ server, database, mode }) => `${server}/${database}${mode === 'additive' ? ' (additive)' : ''}`,
  serversOf: ({ server }) => [String(server)],
  // Applying a declaration leaves alone what is there already, so there is nothing to be found beforehand.
  find: async (configs) => configs.map(() => null),
  remembered: (config, { marks: { adopted } }) => ({
    values: withDefaults(objectShapeOf(grants.schema), config),
    marks: adopted === undefined ? {} : { adopted },
  }),
};
