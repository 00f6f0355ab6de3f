import { check, rotation, UNKNOWN } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { HandlerResource, Outcome, ResourceState, Values } from '../handler-resource';
import { importedId } from '../imported-id';
import { planRotation } from './plan-rotation';
import { ageInDays, timesOf } from './times';

/**
 * `aponopg_rotation`. It asks nobody: all that it knows stands in the state. Loaded by `require` when it is first needed.
 * @public
 */
export const rotationResource: HandlerResource = {
  description: rotation,
  validate: (config) => check(rotation, config),
  plan: async (request) => planRotation(request),
  planDelete: async () => [],
  create: async ({ planned }) => applied(planned),
  read: async (state) => ({ ...state, values: { ...state.values, age_days: ageInDays(state.values.rotated_at) } }),
  update: async ({ planned }) => applied(planned),
  delete: async () => [],

  async import(which) {
    const id = importedId(which);
    const [version = '', rotatedAt = ''] = id.split('@');
    const date = new Date(rotatedAt);
    if (!/^[1-9]\d{0,8}$/.test(version) || Number.isNaN(date.getTime())) throw new ProblemError(malformed(id));
    return { values: { version: Number(version), rotated_at: date.toISOString() }, private: {} };
  },
};

/** What was planned, with the times of now where it was raised. */
function applied({ values, private: kept }: ResourceState): Outcome {
  const raised = values.rotated_at === UNKNOWN;
  const rotatedAt = raised ? new Date().toISOString() : values.rotated_at;
  const made: Values = { ...values, ...timesOf(rotatedAt, Number(values.every_days)) };
  return { values: made, private: kept };
}

function malformed(id: string) {
  return problem('INVALID_VALUE', ['id'], 'The import id of a rotation is not well-formed', {
    value: id,
    allowed: 'version@time: the version as it is, and when it was raised, ISO 8601',
    next: 'For instance: terraform import aponopg_rotation.connector 3@2026-11-27T00:00:00Z',
  });
}
