import { grantsResource } from '../handler/grants';
import { grantsId } from '../handler/grants/grants-id';
import { keptHeld } from '../handler/grants/private-data';
import { grants, objectShapeOf, withDefaults } from '../metadata';
import type { DocumentKind } from './document-kind';

/** Grants in a document: one entry for a database and a mode. */
export const grantsKind: DocumentKind = {
  is: 'declaration',
  member: 'grants',
  word: 'grants',
  resource: grantsResource,
  key: (config) => `${grantsId(config)}${config.mode === 'additive' ? ' (additive)' : ''}`,
  serversOf: ({ server }) => [String(server)],
  remembered: (config, { private: { adopted } }) => ({
    values: withDefaults(objectShapeOf(grants.schema), config),
    private: adopted === undefined ? {} : { adopted },
  }),
  checkRemembered({ values, private: kept }) {
    keptHeld(kept);
    return grantsResource.validate(values);
  },
};
