import { visible } from '../problem';

/** Markup that was made here, and not a text. */
export interface Markup {
  readonly markup: string;
}

/** Markup of markup; what else stands in it is a text, and can be nothing but one. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  return { markup: parts.reduce((all, part, at) => `${all}${written(values[at - 1] ?? '')}${part}`) };
}

function written(value: string | number | Markup | readonly Markup[]): string {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  if ('markup' in value) return value.markup;
  return value.map(({ markup }) => markup).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything in it is to be seen, and none of it is markup. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (each) => ENTITIES[each] as string);
}

/** JSON for a `script` element: nothing in it can end that, or begin anything else. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
