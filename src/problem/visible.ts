/**
 * What a reader cannot see, or what changes what is seen around it: controls (C0, DEL, C1), line and paragraph separators,
 * marks that turn the direction of writing, characters without width, halves of surrogate pairs.
 */
const INVISIBLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}\ufe0f?[\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * A text on one line, with everything in it to be seen: an escape sequence, a line break or a mark that turns the
 * direction of writing stands there as `\u001b`, `\n`, `\u202e`. What comes from a server or from Apono is shown so, or
 * a name could pass for another line.
 */
export function visible(text: string): string {
  return replaceInvisible(text, (found) => SHORT[found] ?? byNumber(found));
}

/** The same for a text of several lines, whose line breaks and tabs are its own. */
export function visibleLines(text: string): string {
  return replaceInvisible(text, (found) => (found === '\n' || found === '\t' ? found : byNumber(found)));
}

/** A text in which something else stands in the place of each character that is not seen. */
export function replaceInvisible(text: string, write: (character: string) => string): string {
  return text.replace(INVISIBLE, (found) => write(found));
}

/** Whether all of a text is to be seen. */
export function isVisible(text: string): boolean {
  return text.search(INVISIBLE) === -1;
}

/** JSON that means exactly the value, in which everything is to be seen. */
export function visibleJson(value: unknown): string {
  return visible(JSON.stringify(value) ?? String(value));
}

/** As JSON and JavaScript write it; beyond the basic plane as a pair of surrogates. */
function byNumber(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
