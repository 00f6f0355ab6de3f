import { StringDecoder } from 'node:string_decoder';
import { secretFilter } from '../problem';

type Write = NodeJS.WriteStream['write'];

/**
 * Has everything that goes to a stream pass a filter for secrets, whoever writes it. An end that could be the beginning
 * of a secret waits for the next write, or for the end of the process.
 */
export function guardOutput(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (text: string, done?: () => void) => boolean;
  const filter = secretFilter();
  const decoder = new StringDecoder('utf8');
  const guarded = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    return write(filter.write(text), rest.find((each) => typeof each === 'function') as (() => void) | undefined);
  };
  stream.write = guarded as Write;
  process.on('exit', () => {
    write(filter.end());
  });
}
