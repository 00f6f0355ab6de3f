import { withoutSecrets } from '../problem';

const LONGEST = 300;

/** Keys under which servers put what a person should read, the best first. */
const MESSAGE_KEYS = [
  'message',
  'error_details',
  'detail',
  'details',
  'error_description',
  'title',
  'error',
  'errors',
  'reason',
];

/**
 * What a server says in the body of an error, as one short line, whatever the body is: JSON of any shape, HTML, text, nothing.
 *
 * Apono documents no error bodies. Secrets are taken out before anything is cut, so that no half of one stays. Never throws.
 *
 * @returns an empty string when there is nothing to say
 */
export function serverMessage(body: string): string {
  const json = parsed(body);
  const raw = json === undefined ? plainText(withoutSecrets(body)) : (messageIn(json, 0) ?? body);
  const line = withoutSecrets(withoutSecrets(raw).replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')).trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}

/** Whether a body is a web page: what proxies, portals and other servers than Apono answer with. */
export function isHtml(body: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(body);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || depth > 5) return undefined;
  if (Array.isArray(value)) {
    const parts = value.slice(0, 5).flatMap((each) => messageIn(each, depth + 1) ?? []);
    return parts.length > 0 ? parts.join('; ') : undefined;
  }
  const object = value as Record<string, unknown>;
  for (const key of MESSAGE_KEYS) {
    const found = messageIn(object[key], depth + 1);
    if (found !== undefined) return found;
  }
  return typeof object.code === 'string' ? object.code : undefined;
}

function plainText(body: string): string {
  if (!isHtml(body)) return body;
  const start = body.slice(0, 5_000);
  const title = /<title[^>]*>([^<]+)/i.exec(start)?.[1];
  const text = title ?? start.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return `a web page: ${text.trim()}`
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
