import { type Path, type Problem, problem, renderPath } from '../problem';
import { nearest } from './nearest';

/**
 * Says that a name is none of those that are there, and which of them was probably meant.
 *
 * @param path where it stands, the name last
 * @param names those that are there
 * @param what what is named: an attribute, a prop
 */
export function unknownAttribute(path: Path, names: readonly string[], what = 'attribute'): Problem {
  const name = String(path.at(-1));
  const within = path.length > 1 ? ` in \`${renderPath(path.slice(0, -1))}\`` : '';
  const close = nearest(name, names);
  return problem('UNKNOWN_ATTRIBUTE', path, `There is no ${what} \`${name}\`${within}`, {
    allowed: names.join(', '),
    next: `Remove it${close === undefined ? '' : `, or write \`${close}\``}.`,
  });
}
