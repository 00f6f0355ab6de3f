import type { ApplyObserver } from '../document';
import { visible } from '../problem';
import type { Output } from './output';

/** Says what is under way, and how long each took. */
export function progress(out: Output): ApplyObserver {
  let begun = 0;
  const took = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  return {
    begins({ kind, key, action }) {
      begun = performance.now();
      out.underWay(`${kind.word} ${visible(key)}: ${DOING[action]}`);
    },
    done: ({ kind, key, action }) => out.progress(`${kind.word} ${visible(key)}: ${DONE[action]} after ${took()}`),
    failed: ({ kind, key }) => out.progress(`${kind.word} ${visible(key)}: failed after ${took()}`),
  };
}

const DOING = { none: '', create: 'creating', update: 'changing', replace: 'replacing', delete: 'destroying' };
const DONE = { none: '', create: 'created', update: 'changed', replace: 'replaced', delete: 'destroyed' };
