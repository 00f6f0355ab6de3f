import { isUnknown } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerResource, MoveSource, Outcome, ResourceState, Values } from '../handler-resource';

/** What a resource of a server has to say of those that are moved to it. */
export interface Movable {
  take(source: MoveSource): Outcome;
  /** The id, once the server is known. */
  idOf(values: Values): unknown;
  /** The state with the words of the configuration in place of those that were chosen for it. Default: as it is. */
  inWordsOf?(state: ResourceState, config: Values, context: HandlerContext): ResourceState;
}

/**
 * Has a resource of a server take over what another provider's resource looked after. Nothing is configured yet when
 * Terraform asks for that, and no old state says which server it was. So the state lacks it until it is read: with a single
 * server it is that one; with several it is the one that the configuration names, and the plan notes it, without a statement.
 */
export function movable(resource: HandlerResource, { take, idOf, inWordsOf }: Movable): HandlerResource {
  return {
    ...resource,

    move(source) {
      const { private: kept, ...taken } = take(source);
      return { ...taken, private: { ...kept, moved: true } };
    },

    async read(state, context) {
      if (!isMoved(state)) return resource.read(state, context);
      const names = context.serverNames();
      const single = isUnknown(names) || names.length !== 1 ? null : names[0];
      const placed = on(state, single);
      if (placed.values.server === null) return state;
      const found = await resource.read(placed, context);
      return found && { ...found, private: { ...found.private, moved: true } };
    },

    async plan(request, context) {
      const { prior, config } = request;
      if (prior === null || !isMoved(prior)) return resource.plan(request, context);
      return resource.plan({ ...request, prior: await settled(prior, config, context) }, context);
    },

    async planDelete(prior, context) {
      return resource.planDelete(placedSurely(prior), context);
    },

    async update(request, context) {
      const { prior, planned } = request;
      if (!isMoved(prior)) return resource.update(request, context);
      return resource.update({ ...request, prior: await settled(prior, planned.values, context) }, context);
    },

    async delete(prior, context) {
      return resource.delete(placedSurely(prior), context);
    },
  };

  /** The state, as it would be if it had been one of this resource's all along. */
  async function settled(state: ResourceState, config: Values, context: HandlerContext): Promise<ResourceState> {
    const placed = state.values.server ? state : await readOn(state, config.server, context);
    return inWordsOf ? inWordsOf(placed, config, context) : placed;
  }

  async function readOn(state: ResourceState, server: unknown, context: HandlerContext): Promise<ResourceState> {
    if (isUnknown(server)) throw new ProblemError(notKnownYet());
    const found = await resource.read(on(state, server), context);
    if (found) return found;
    throw new ProblemError(
      problem('CANNOT_MOVE', ['server'], `What is moved is not on the server ${server}`, {
        value: server,
        next: 'Name the server that it is on. If it is gone: `terraform state rm` takes it out of the state.',
      }),
    );
  }

  function on(state: ResourceState, server: unknown): ResourceState {
    const values: Values = { ...state.values, server: state.values.server ?? server ?? null };
    return { ...state, values: { ...values, id: values.server === null ? null : (idOf(values) ?? null) } };
  }
}

function isMoved(state: ResourceState): boolean {
  return state.private.moved === true;
}

function placedSurely(state: ResourceState): ResourceState {
  if (!isMoved(state) || state.values.server) return state;
  throw new ProblemError(
    problem('CANNOT_MOVE', ['server'], 'What is moved would be destroyed, and nothing says on which server it is', {
      next: 'Apply it once with its `server` in the configuration, or leave it on the server: `terraform state rm`.',
    }),
  );
}

function notKnownYet() {
  return problem('CONFIGURATION_UNKNOWN', ['server'], 'On which server it is what is moved is not known yet', {
    next: 'Name the server by a text, or apply what it comes from first (`-target`), then everything.',
  });
}
