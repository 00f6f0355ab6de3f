import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer';

const LARGEST_BYTES = 1024 * 1024;

/**
 * Reads the body of a request, which must be one JSON object; where it has none, that is an empty one.
 *
 * @throws Refusal 400, or 413 when it is larger than 1 MiB
 */
export async function readJsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_BYTES) throw new Refusal(413, 'The body is larger than 1 MiB');
  if (bytes === 0) return {};
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Refusal(400, 'The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'The body must be a JSON object');
  }
  return body as Record<string, unknown>;
}
