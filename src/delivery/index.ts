export { layCommand } from './lay-command';
export { type LayOptions, layProvider } from './lay-provider';
export { type LockEntry, packageHash, withLockEntry } from './lock-file';
export { PLATFORMS, PROVIDER_FILE, PROVIDER_SOURCE, PROVIDER_VERSION } from './provider-file';
