import { PRIVILEGE_BITS } from '../../../src/metadata';
import { type Engine, engineOn } from './engine';

let engine: Engine;

beforeAll(async () => {
  engine = await engineOn(undefined);
});

afterAll(() => engine.close());

test('what 0.1.0 had found there stays, by the signature that it wrote down', async () => {
  const named = await engine.role();
  await engine.database.query(
    `CREATE SCHEMA typed; CREATE TYPE public.mood AS ENUM ('calm'); CREATE TYPE typed."Mood" AS ENUM ();
     CREATE FUNCTION typed."F(" (mood, mood[], typed."Mood", int) RETURNS int LANGUAGE sql AS 'SELECT 1';
     CREATE FUNCTION typed."F(" (mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
     GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA typed TO "${named}"`,
  );
  const prior = {
    database: engine.database.name,
    mode: 'additive' as const,
    grants: [{ grantees: [named], on: 'function' as const, schemas: ['typed'], privileges: ['EXECUTE'] }],
  };
  const place = JSON.stringify(['function', 'typed', null, 'F((mood, mood[], typed."Mood", integer)']);
  const alreadyHeld = [[named, place, PRIVILEGE_BITS.EXECUTE, 0]] as const;
  expect(await engine.apply({ mode: 'additive', grants: {} }, { prior, alreadyHeld })).toEqual([
    `REVOKE EXECUTE ON FUNCTION "typed"."F("("public"."mood") FROM "${named}"`,
  ]);
});
