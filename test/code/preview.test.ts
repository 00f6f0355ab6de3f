import { previewAccessDetails, renderAccessDetailsPreview } from '../../src/code';

describe('the preview of access details', () => {
  test('counts characters as readers do', () => {
    const preview = previewAccessDetails(`${'é'.repeat(399)}👨‍👩‍👧`);
    expect(preview).toMatchObject({ characters: 400, fits: true });
    expect(previewAccessDetails('x'.repeat(401))).toMatchObject({ characters: 401, fits: false });
  });

  test('finds links without the punctuation around them', () => {
    const text =
      'See https://wiki.example.com/a_(b), (http://x.example/y) and <https://z.example?q=1>. https://z.example?q=1';
    expect(previewAccessDetails(text).links).toEqual([
      'https://wiki.example.com/a_(b)',
      'http://x.example/y',
      'https://z.example?q=1',
    ]);
  });

  test('shows text, count and links, and says what is not known', () => {
    const text = renderAccessDetailsPreview(previewAccessDetails('First the VPN.\nThen https://wiki.example.com'));
    expect(text.split('\n').slice(0, 6)).toEqual([
      '| First the VPN.',
      '| Then https://wiki.example.com',
      '',
      '44 of 400 characters',
      'Links:',
      '  https://wiki.example.com',
    ]);
    expect(text).toContain('not known');
  });

  test('says by how much a text is too long', () => {
    expect(renderAccessDetailsPreview(previewAccessDetails('x'.repeat(410)))).toContain(
      '410 of 400 characters: 10 too many',
    );
  });

  test('shows control characters without obeying them', () => {
    expect(renderAccessDetailsPreview(previewAccessDetails('\u001b[31mred'))).not.toContain('\u001b');
  });
});
