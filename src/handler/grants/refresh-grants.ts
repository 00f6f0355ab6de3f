import { isUnknown } from '../../metadata';
import { describeDrift, describeGone, planGrants } from '../../postgres/grants';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { keepPlace, placeReplaced } from '../same-server';
import { notRefreshed } from '../server-access';
import { cameBack } from './contested';
import { declaredOf } from './declared';
import { orMissing } from './or-missing';
import { placeOf } from './place-of';
import { keepCatalogs, keepHeld, keepMended, keptHeld, keptMended } from './private-data';
import { readFor } from './read';

/** Reads what is held again, and says how it differs from what is declared. Null: the database is gone. */
export async function refreshGrants(state: ResourceState, context: HandlerContext): Promise<Outcome | null> {
  const { values } = state;
  const name = String(values.server);
  const server = context.server(name);
  if (isUnknown(server)) return { ...state, problems: [notRefreshed(name)] };
  const declared = declaredOf(values);
  context.run.on(name).grants.read(declared);
  const read = await orMissing(
    server.use(async (session) => {
      const found = await readFor(session, [declared], { server: name, private: state.private }, context);
      return { found, place: await placeOf(found, session, context.run.on(name)) };
    }, declared.database),
  );
  if (read === null) return null;
  const place = keepPlace(read.place, state.private);
  const replaced = placeReplaced(place, { server: name, database: declared.database });
  const problems = replaced === undefined ? [] : [{ ...replaced, severity: 'warning' as const }];
  // What stands on another server says nothing of the grants of the state.
  if (replaced?.code === 'SERVER_REPLACED') return { ...state, private: { ...state.private, ...place }, problems };
  const plan = planGrants(declared, read.found, { prior: declared });
  const drift = [...describeGone(plan.problems), ...describeDrift(plan.changes)];
  const mended = keptMended(state.private);
  return {
    values: { ...values, drift },
    private: {
      ...keepCatalogs(read.found, declared),
      ...keepHeld(keptHeld(state.private)),
      ...keepMended(mended),
      ...place,
      ...(state.private.admin !== undefined && { admin: state.private.admin }),
    },
    problems: [...problems, ...cameBack(mended, drift)],
  };
}
