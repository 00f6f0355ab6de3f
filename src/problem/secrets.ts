import { canBeHidden, type SecretForm, secretForms } from './secret-forms';

/** What stands in the place of a secret. */
const STARS = '********';
const INDEXED = 4;
const WORD = /[A-Za-z0-9_]/;

/**
 * The secrets that this process knows, for as long as it runs: whatever it says goes through `withoutSecrets` or a
 * `secretFilter`. One for the process, as its output is.
 */
const known = new Set<string>();
/** The forms of all secrets by their first characters, the longest first. */
const forms = new Map<string, SecretForm[]>();
/** The characters that a form begins with, to pass over all other text quickly. */
const beginnings = new Set<number>();

/**
 * Has a secret hidden from now on in everything that leaves the process as text. The lines of one that has several, such
 * as a private key, are hidden each for itself as well. What is too short to be hidden is left (`canBeHidden`).
 */
export function rememberSecret(secret: string): void {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  for (const each of [secret, secret.trim(), ...lines]) {
    if (known.has(each) || !canBeHidden(each)) continue;
    known.add(each);
    for (const form of secretForms(each)) addForm(form);
  }
}

function addForm(form: SecretForm): void {
  const key = form.text.slice(0, INDEXED);
  const there = forms.get(key) ?? [];
  if (key.length < INDEXED || there.some(({ text }) => text === form.text)) return;
  forms.set(
    key,
    [...there, form].sort((one, other) => other.text.length - one.text.length),
  );
  beginnings.add(key.charCodeAt(0));
}

/** A text without any secret that the process knows, in whatever form it stands there. */
export function withoutSecrets(text: string): string {
  return hide(text, '', text.length).shown;
}

/** Takes secrets out of a text that comes in pieces. */
export interface SecretFilter {
  /** What may be shown by now; an end that could be the beginning of a secret is kept until more comes. */
  write(text: string): string;
  /** What was kept. */
  end(): string;
}

/** A filter for one stream. */
export function secretFilter(): SecretFilter {
  let kept = '';
  let before = '';
  return {
    write(text) {
      const all = kept + text;
      const end = all.length - beginningAtEnd(all);
      const { shown, read } = hide(all, before, end);
      kept = all.slice(read);
      before = read > 0 ? (all[read - 1] ?? '') : before;
      return shown;
    },
    end() {
      const { shown } = hide(kept, before, kept.length);
      kept = '';
      return shown;
    },
  };
}

/** Hides what begins before `end`; `read` is how far that reached. */
function hide(text: string, before: string, end: number): { shown: string; read: number } {
  if (forms.size === 0) return { shown: text.slice(0, end), read: end };
  let shown = '';
  let from = 0;
  let at = 0;
  while (at < end) {
    const form = beginnings.has(text.charCodeAt(at)) ? formAt(text, at, before) : undefined;
    if (form === undefined) {
      at += 1;
      continue;
    }
    shown += text.slice(from, at) + STARS;
    at += form.text.length;
    from = at;
  }
  return { shown: shown + text.slice(from, Math.max(at, from)), read: at };
}

function formAt(text: string, at: number, before: string): SecretForm | undefined {
  const candidates = forms.get(text.slice(at, at + INDEXED));
  return candidates?.find(
    (form) => text.startsWith(form.text, at) && (!form.wholeWord || isWhole(form.text, text, at, before)),
  );
}

/** Whether neither neighbour continues the word; an end of the form that is no letter needs no neighbour. */
function isWhole(form: string, text: string, at: number, before: string): boolean {
  const left = at === 0 ? before : (text[at - 1] ?? '');
  const right = text[at + form.length] ?? '';
  return !(WORD.test(left) && WORD.test(form[0] ?? '')) && !(WORD.test(right) && WORD.test(form.at(-1) ?? ''));
}

/** How many of the last characters may be the beginning of a form, or of a whole word whose end is not seen yet. */
function beginningAtEnd(text: string): number {
  let longest = 0;
  for (const list of forms.values()) {
    for (const { text: form, wholeWord } of list) {
      const limit = Math.min(text.length, wholeWord ? form.length : form.length - 1);
      for (let length = limit; length > longest; length -= 1) {
        if (text.charCodeAt(text.length - length) === form.charCodeAt(0) && text.endsWith(form.slice(0, length))) {
          longest = length;
          break;
        }
      }
    }
  }
  return longest;
}
