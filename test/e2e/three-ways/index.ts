import { GRANTS } from './grants';
import { OTHERS } from './others';
import { ROLES } from './roles';
import type { Scenario } from './scenario';

/** All scenarios. */
export const SCENARIOS: readonly Scenario[] = [...GRANTS, ...OTHERS, ...ROLES];
