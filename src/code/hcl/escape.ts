/** The escapes that HCL's quoted strings know by a letter. */
const LETTERS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** Characters that a reader cannot see or that reorder what is seen: controls, line separators, bidi marks, the BOM. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

const ESCAPED = new RegExp(`["\\\\]|${INVISIBLE.source}`, 'gu');

/** Text between the quotes of an HCL string, sequences and their escapes left as they are. */
export function escapeText(text: string): string {
  return wellFormed(text).replace(ESCAPED, (found) => LETTERS[found] ?? byNumber(found));
}

/** Makes `${` and `%{` plain text: the mark before the brace is doubled. */
export function escapeSequences(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/** Whether text can stand in a heredoc, where nothing can be escaped. */
export function isPrintable(text: string): boolean {
  return !/\p{Cs}/u.test(text) && !INVISIBLE.test(text.replace(/[\n\t]/g, ''));
}

/** Half a surrogate pair is no character: UTF-8, and so Terraform, has the replacement character for it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
