import { type Problem, problem } from '../../problem';

/** Fills a thing of Apono from the attributes of a resource; says what it could not take over. */
export type ReadBody = (body: Readonly<Record<string, unknown>>, reader: BodyReader) => object;

/** What a reader reports to. */
export interface BodyReader {
  note(text: string): void;
  refuse(problem: Problem): void;
  readonly address: string;
}

/** The attributes of a resource, without what belongs to the block. A thing without a name is refused. */
export function ownAttributes(
  body: Readonly<Record<string, unknown>>,
  word: string,
  reader: BodyReader,
): Record<string, unknown> {
  if (body.name === undefined || body.name === null) {
    const what = `The ${word} has no name`;
    reader.refuse(problem('MISSING_VALUE', [reader.address, 'name'], what, { allowed: 'a text' }));
  }
  for (const name of META) {
    if (body[name] !== undefined) reader.note(`${name} belongs to the block, not to the ${word}: add it by hand`);
  }
  return Object.fromEntries(Object.entries(body).filter(([name]) => !META.includes(name)));
}

const META = ['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'provisioner', 'dynamic'];
