/** Bytes of a body that are taken in, after decompression; a page of 1000 integrations has some 2 MiB. */
export const LARGEST_BODY = 16 * 1_048_576;
/** Characters that are kept of a larger one, to tell what it was. */
const BEGINNING = 10_000;

/** Reads the body of an answer, and breaks it off where it is larger than any that Apono gives. */
export async function readBody(response: Response): Promise<{ readonly body: string; readonly cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Not by Content-Length: it may be missing, wrong, or of what is compressed.
  for await (const chunk of (response.body ?? []) as Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop gives the connection up.
    if (bytes > LARGEST_BODY) break;
  }
  const cut = bytes > LARGEST_BODY;
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return { body: cut ? text.slice(0, BEGINNING) : text, cut };
}
