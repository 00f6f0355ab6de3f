import { problem, renderProblem } from '../../src/problem';

/**
 * Loads a package that the project has to install itself.
 *
 * @throws Error that says `next` where it is not there
 */
export function load<T>(name: string, loading: () => T, next: string): T {
  try {
    return loading();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !message.includes(`'${name}`)) throw error;
    throw new Error(renderProblem(problem('PACKAGE_MISSING', [], `${name} is not installed`, { next })));
  }
}
