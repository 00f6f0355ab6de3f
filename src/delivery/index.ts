export { type LaidProvider, laidProvider } from './laid-provider';
export { layCommand } from './lay-command';
export { type LayOptions, layProvider } from './lay-provider';
export { type LockEntry, packageHash, withLockEntry } from './lock-file';
export { ownPlatform, PLATFORMS, PROVIDER_FILE, PROVIDER_PROGRAM, PROVIDER_VERSION } from './provider-file';
export { makeStandalone, type Standalone } from './standalone';
