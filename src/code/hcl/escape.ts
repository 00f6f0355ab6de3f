import { isVisible, replaceInvisible } from '../../problem';

/** The escapes that HCL's quoted strings know by a letter. */
const LETTERS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** Text between the quotes of an HCL string, sequences and their escapes left as they are. */
export function escapeText(text: string): string {
  return replaceInvisible(
    wellFormed(text).replace(/[\n\r\t"\\]/g, (found) => LETTERS[found] ?? found),
    byNumber,
  );
}

/** Makes `${` and `%{` plain text: the mark before the brace is doubled. */
export function escapeSequences(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/** Whether text can stand in a heredoc, where nothing can be escaped. */
export function isPrintable(text: string): boolean {
  return isVisible(text.replace(/[\n\t]/g, ''));
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
