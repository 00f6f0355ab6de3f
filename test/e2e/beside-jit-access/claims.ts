import type { Stage } from './stage';

/** Tests by the beginning of the point of the guide that they try. */
export type Claims = Readonly<Record<string, (stage: Stage) => Promise<void>>>;
