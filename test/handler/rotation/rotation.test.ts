import { rotationResource } from '../../../src/handler/rotation';
import { planRotation } from '../../../src/handler/rotation/plan-rotation';
import { UNKNOWN } from '../../../src/metadata';

const CONTEXT = {} as never;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000 + 5000).toISOString();
const stateOf = (values: object) => ({ values: { trigger: null, ...values }, private: {} });
const refreshed = async (values: object) => {
  const found = await rotationResource.read(stateOf(values), CONTEXT);
  return { values: found?.values ?? {}, private: {} };
};

test('a version is raised when it is so many whole days old, and not before', async () => {
  const config = { every_days: 30 };
  const at = async (days: number) => {
    const prior = await refreshed({ every_days: 30, version: 4, rotated_at: daysAgo(days) });
    return planRotation({ config, prior }).values;
  };
  expect(await at(30)).toMatchObject({ version: 4, age_days: 29, rotated_at: expect.any(String) });
  expect(await at(31)).toEqual({
    every_days: 30,
    trigger: null,
    version: 5,
    age_days: 0,
    rotated_at: UNKNOWN,
    due_at: UNKNOWN,
  });
});

test('the plan that is made while applying is the one that was shown', async () => {
  const prior = await refreshed({ every_days: 30, version: 1, rotated_at: daysAgo(40) });
  const request = { config: { every_days: 30 }, prior };
  expect(planRotation(request)).toEqual(planRotation(request));
  const { values } = planRotation(request);
  const applied = await rotationResource.update(
    { config: request.config, prior, planned: { values, private: {} } },
    CONTEXT,
  );
  expect(applied.values).toMatchObject({ version: 2, age_days: 0 });
  const { rotated_at: rotated, due_at: due } = applied.values as { rotated_at: string; due_at: string };
  expect(new Date(due).getTime() - new Date(rotated).getTime()).toBe(30 * 24 * 3600 * 1000);
  // The next plan is empty.
  expect(planRotation({ config: request.config, prior: applied }).values).toEqual(applied.values);
});

test('another trigger raises it at once, another interval only tells another day', async () => {
  const prior = await refreshed({ every_days: 30, version: 1, rotated_at: daysAgo(5), trigger: 'a' });
  expect(planRotation({ config: { every_days: 30, trigger: 'b' }, prior }).values.version).toBe(2);
  const later = planRotation({ config: { every_days: 90, trigger: 'a' }, prior }).values;
  expect(later).toMatchObject({ version: 1, rotated_at: prior.values.rotated_at });
  expect(new Date(String(later.due_at)) > new Date()).toBe(true);
  expect(planRotation({ config: { every_days: 3, trigger: 'a' }, prior }).values.version).toBe(2);
  expect(planRotation({ config: { every_days: UNKNOWN, trigger: 'a' }, prior }).values.version).toBe(UNKNOWN);
});

test('one is imported by its version and the time, and goes on from there', async () => {
  const imported = await rotationResource.import('7@2026-01-01T00:00:00Z', CONTEXT);
  const prior = await refreshed(imported?.values ?? {});
  expect(planRotation({ config: { every_days: 3650, trigger: 'x' }, prior }).values.version).toBe(7);
  await expect(rotationResource.import('seven', CONTEXT)).rejects.toThrow('not well-formed');
});
