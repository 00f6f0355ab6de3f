import { createContext, type HandlerContext } from '../handler';
import type { ProviderConfiguration } from '../metadata';
import { stoppable } from './stoppable';

/** Does the work with a context for these servers, ended when the process is told to stop, and closed at the end. */
export async function withContext<T>(
  configuration: ProviderConfiguration,
  env: NodeJS.ProcessEnv,
  work: (context: HandlerContext) => Promise<T>,
): Promise<T> {
  return stoppable(async (signal) => {
    const context = createContext(configuration, { env, signal });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  });
}
