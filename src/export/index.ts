export { type ExportIntegrationsOptions, exportIntegrations } from './export-integrations';
export { type ExportServerOptions, exportServer } from './export-server';
export { type ExportedTenant, exportTenant } from './export-tenant';
export { identitySourceIds, type KnownAtApono, lookUpAtApono } from './look-up';
export { notesOf } from './notes';
