export { identityDataSource } from './identity';
export { integrationDataSource } from './integration';
export { resourceTypesDataSource } from './resource-types';
