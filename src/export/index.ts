export { type ExportIntegrationsOptions, exportIntegrations } from './export-integrations';
export { type ExportServerOptions, exportServer } from './export-server';
export { type ExportedTenant, exportTenant } from './export-tenant';
export { notesOf } from './left-out';
export { identitySourceIds, type KnownAtApono, lookUpAtApono } from './look-up';
