import { DEFAULT_PRIVILEGES } from './default-privileges';
import { OBJECTS } from './objects';
import type { Scenario } from './scenario';
import { TABLES } from './tables';

export type { Entry, Place, Scenario, Step } from './scenario';

export const SCENARIOS: readonly Scenario[] = [...TABLES, ...OBJECTS, ...DEFAULT_PRIVILEGES];
