import { isUnknown, UNKNOWN } from '../../metadata';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import { timesOf } from './times';

/**
 * What becomes of the version: a pure function of configuration and refreshed state, since Terraform plans once more
 * while it applies, and time has gone on by then.
 */
export function planRotation({ config, prior }: PlanRequest): Planned {
  const { every_days, trigger = null } = config;
  const configured = { every_days, trigger };
  if (prior === null) return { values: { ...configured, version: 1, ...RAISED }, private: {} };
  const { values } = prior;
  // An imported one has no trigger yet; what cannot be told yet may be the same.
  const triggered = values.trigger !== trigger && (values.every_days ?? null) !== null;
  if ([every_days, trigger].some(isUnknown)) return { ...open({ ...values, ...configured }), private: prior.private };
  const due = Number(values.age_days) >= Number(every_days);
  const version = Number(values.version);
  const next: Values =
    due || triggered
      ? { version: version + 1, ...RAISED }
      : { version, age_days: values.age_days, ...timesOf(values.rotated_at, Number(every_days)) };
  return { values: { ...configured, ...next }, private: prior.private };
}

/** Raised when it is applied. */
const RAISED: Values = { age_days: 0, rotated_at: UNKNOWN, due_at: UNKNOWN };

function open(values: Values): Pick<Planned, 'values'> {
  return { values: { ...values, version: UNKNOWN, age_days: UNKNOWN, rotated_at: UNKNOWN, due_at: UNKNOWN } };
}
