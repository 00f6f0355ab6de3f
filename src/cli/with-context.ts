import { createContext, type HandlerContext } from '../handler';
import type { ProviderConfiguration, Review } from '../metadata';
import { stoppable } from './stoppable';

/**
 * Does the work with a context for these servers, ended when the process is told to stop, and closed at the end.
 *
 * @param shown what was shown of the work: it may do no more
 */
export async function withContext<T>(
  configuration: ProviderConfiguration,
  env: NodeJS.ProcessEnv,
  work: (context: HandlerContext) => Promise<T>,
  shown?: Review,
): Promise<T> {
  return stoppable(async (signal) => {
    const context = createContext(configuration, { env, signal, ...(shown && { shown }) });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  });
}
