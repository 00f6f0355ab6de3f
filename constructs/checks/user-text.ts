import { Token } from 'cdktf';

/**
 * A text of the user's as Terraform reads it back to the letter: `${` and `%{` would begin an expression. Tokens in it
 * stay tokens.
 */
export function userText<T extends string | undefined>(text: T): T {
  if (text === undefined) return text;
  return text.replace(/\$(?=\{(?!TfToken\[))/g, '$$$$').replace(/%(?=\{)/g, '%%') as T;
}

/** Whether a text stands for something that Terraform fills in. */
export function isReference(text: string): boolean {
  return Token.isUnresolved(text) || /(?<!\$)\$\{|(?<!%)%\{/.test(text);
}

/** The same as `userText` for every text within plain data; keys of maps as well. */
export function userData<T>(value: T): T {
  if (typeof value === 'string') return userText(value) as T;
  if (Token.isUnresolved(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(userData) as T;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [userText(key), userData(each)])) as T;
}
