import { explainFailure } from '../../postgres/statement-failure';
import type { HandlerList } from '../handler-resource';

/** A list that says in the user's terms what PostgreSQL reported. */
export function explainedList(list: HandlerList): HandlerList {
  return {
    ...list,
    async *list(config, context) {
      try {
        yield* list.list(config, context);
      } catch (error) {
        throw explainFailure(error);
      }
    },
  };
}
