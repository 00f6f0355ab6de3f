export {
  type ExportIntegrationsOptions,
  exportIntegrations,
  type KnownAtApono,
  lookUpIntegrations,
} from './export-integrations';
export { type ExportServerOptions, exportServer } from './export-server';
export { notesOf } from './left-out';
