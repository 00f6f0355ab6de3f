import { toyClient } from './toy-client';

test('descriptions are told as Markdown, and what is deprecated with what to use instead', async () => {
  const toy = await toyClient();
  const { resourceSchemas, functions } = await toy.ask('GetProviderSchema');
  const { toy_box: box, toy_any: any } = resourceSchemas ?? {};
  expect(box?.block).toMatchObject({ description: 'A box.', descriptionKind: 1 });
  expect(box?.block?.deprecationMessage).toBeUndefined();
  const attribute = (name: string) => box?.block?.attributes?.find((each) => each.name === name);
  expect(attribute('name')).toMatchObject({ description: 'Cannot be changed.', descriptionKind: 1 });
  expect(attribute('content')).toEqual({ name: 'content', type: expect.anything(), optional: true });
  expect(attribute('old')).toMatchObject({ deprecated: true, deprecationMessage: 'Use content.' });
  expect(any?.block).toMatchObject({ deprecated: true, deprecationMessage: 'Use toy_box.' });
  expect(functions?.shout?.parameters).toMatchObject([{ description: 'What to say.', descriptionKind: 1 }]);
});
