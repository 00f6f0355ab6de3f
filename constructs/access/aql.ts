import { Fn, Token } from 'cdktf';
import { quoteAql } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse, refuseWrongCall } from '../checks/validation';

/**
 * A query in the Apono Query Language. What is filled in is quoted: a text as `"..."`, a list as `("...", "...")`. The
 * query is parsed when it is used.
 *
 * @example
 * aql`resource_type = ${ResourceType.TABLE} and resource_tag["env"] in ${['prod', 'staging']}`
 */
export function aql(texts: readonly string[], ...values: (string | readonly string[])[]): string {
  refuseWrongCall('aql', 'aql()', { texts, values });
  return texts.reduce((query, text, index) => {
    const value = index === 0 ? '' : quoted(values[index - 1], index - 1);
    return `${query}${value}${text}`;
  }, '');
}

function quoted(value: string | readonly string[] | undefined, index: number): string {
  if (Array.isArray(value) && value.length > 0 && !Token.isUnresolved(value)) {
    return `(${value.map((each) => quotedText(each, index)).join(', ')})`;
  }
  return quotedText(value, index);
}

function quotedText(value: unknown, index: number): string {
  if (typeof value !== 'string' || /[\r\n]/.test(value)) return refuse('aql', [notQuotable(value, index)]);
  if (!Token.isUnresolved(value)) return quoteAql(value);
  // Its quotes are not known before Terraform has it.
  // `rawString` escapes quotes, and leaves backslashes to us.
  const [backslash, quote] = [Fn.rawString('\\\\'), Fn.rawString('"')];
  const escaped = Fn.replace(value, backslash, Fn.rawString('\\\\\\\\'));
  return `"${Fn.replace(escaped, quote, Fn.rawString('\\\\"'))}"`;
}

function notQuotable(value: unknown, index: number) {
  const what = typeof value === 'string' ? 'holds a line break, which no query can' : 'is no text';
  return problem('INVALID_VALUE', ['values', index], `What is filled in ${what}`, {
    ...((typeof value === 'string' || typeof value === 'number') && { value }),
    allowed: 'a text without line breaks, or a list of such with at least one',
    next: 'Fill in another value; what is part of the language is written into the query itself.',
  });
}
