import { type Problem, problem } from '../problem';

/** Said of a role where another one has the same name in Unicode normal form C: nobody can tell which one was written. */
export function mistakable(name: string): Problem {
  return problem(
    'INVALID_VALUE',
    ['id'],
    'The server has another role whose name Terraform cannot tell from this one',
    {
      value: name,
      allowed: 'a role whose name differs from all others in Unicode normal form C too',
      next: 'Rename one of the two first: their letters look alike, and their bytes differ.',
    },
  );
}
