/**
 * Whether a text is of a pattern in which `*` stands for any characters.
 *
 * Each part is looked for once, at the first place behind the one before: a pattern of any number of `*` takes time by
 * its length, where a regular expression would try every way to divide the text among them.
 */
export function isOfPattern(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
