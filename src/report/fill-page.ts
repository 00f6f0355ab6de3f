import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, type Markup, scriptJson } from './html';
import type { PageData } from './page/model/data';

/** Beside the command, where the build puts both. */
const PAGE = join(__dirname, '..', 'report', 'page.html');

interface Content {
  readonly title: string;
  /** Plain tables: what is printed, and what is seen where scripts are not run. */
  readonly paper: Markup;
  readonly data: PageData;
}

/** One file with everything in it. */
export function fillPage({ title, paper, data }: Content): string {
  const parts: Readonly<Record<string, string>> = {
    TITLE: html`${title}`.markup,
    PAPER: paper.markup,
    DATA: scriptJson(data),
  };
  return readFileSync(PAGE, 'utf8').replace(/%(TITLE|PAPER|DATA)%/g, (_, name: string) => parts[name] as string);
}
