/**
 * The length of a text as its readers count it: letters with their accents, flags and joined emoji are one each
 * (Unicode's extended grapheme clusters).
 */
export function countCharacters(text: string): number {
  // ASCII without CR LF needs no segmentation: each code unit is one character.
  if (/^[\n -~]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) count += 1;
  return count;
}
