import { ACCESS_DETAILS_LIMIT, countCharacters } from '../metadata';

/** Custom access details as the end user will see them. */
export interface AccessDetailsPreview {
  readonly text: string;
  readonly characters: number;
  /** How many characters are allowed. */
  readonly limit: number;
  readonly fits: boolean;
  /** The addresses that the product will make into links, in order, without repetition. */
  readonly links: readonly string[];
}

/** Works out what the end user will see. Pure: nothing is fetched and no link is followed. */
export function previewAccessDetails(text: string): AccessDetailsPreview {
  const characters = countCharacters(text);
  const links = [...new Set(Array.from(text.matchAll(LINK), ([found]) => withoutTrailingPunctuation(found)))];
  return { text, characters, limit: ACCESS_DETAILS_LIMIT, fits: characters <= ACCESS_DETAILS_LIMIT, links };
}

/** The preview as text for a terminal, with what is not known about the product's own rendering. */
export function renderAccessDetailsPreview(preview: AccessDetailsPreview): string {
  const body = preview.text === '' ? ['(none)'] : printable(preview.text).split(/\r\n|\r|\n/);
  const over = preview.characters - preview.limit;
  const lines = [
    ...body.map((line) => `| ${line}`.trimEnd()),
    '',
    `${preview.characters} of ${preview.limit} characters${preview.fits ? '' : `: ${over} too many`}`,
    ...(preview.links.length > 0 ? ['Links:', ...preview.links.map((link) => `  ${link}`)] : []),
    'Shown as plain text with links. Whether the product keeps line breaks and repeated spaces is not known.',
  ];
  return `${lines.join('\n')}\n`;
}

const LINK = /\bhttps?:\/\/[^\s<>"'`]+/giu;

/** A full stop or a bracket after an address belongs to the sentence around it, unless the address opened the bracket. */
function withoutTrailingPunctuation(link: string): string {
  let text = link;
  while (/[.,;:!?)\]}]$/.test(text) && !(text.endsWith(')') && text.split('(').length >= text.split(')').length)) {
    text = text.slice(0, -1);
  }
  return text;
}

/** A terminal must not obey what it only shows. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (found) =>
    found === '\n' || found === '\r' || found === '\t' ? found : '\ufffd',
  );
}
