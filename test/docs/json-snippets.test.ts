import { checkDocument } from '../../src/document';
import { type Snippet, snippetsOfPages } from './snippets';

const snippets = snippetsOfPages('json').map((snippet) => [`${snippet.file}:${snippet.line}`, snippet] as const);

test.each(snippets)('%s is JSON, and a document where it looks like one', (_, { text }: Snippet) => {
  const value = JSON.parse(text);
  if (!('servers' in value)) return;
  expect(checkDocument(value)).toMatchObject({ warnings: [] });
});
