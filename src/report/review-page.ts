import type { Review } from '../metadata';
import { outlineOf, saidChanges } from '../review';
import { fillPage } from './fill-page';
import { html, type Markup } from './html';

/** A review as a page to look at. */
export function reviewPage(review: Review): string {
  const { headline, sections } = outlineOf(review);
  const paper = html`<h1>${headline}</h1>
<p>Fingerprint ${review.fingerprint}.</p>
${sections.map(
  ({ title, kind, lines }) => html`<h2>${title}</h2>
${kind === 'sql' ? html`<pre>${lines.map(({ text }) => html`${text}`)}</pre>` : tableOf(lines)}`,
)}`;
  return fillPage({
    title: `Review: ${headline}`,
    paper,
    data: { kind: 'review', headline, review, changes: saidChanges(review.changes) },
  });
}

function tableOf(lines: ReturnType<typeof outlineOf>['sections'][number]['lines']): Markup {
  return html`<table class="signs"><tbody>${lines.map(
    ({ sign, flag, text }) => html`<tr><th scope="row">${flag ?? sign}</th><td>${text}</td></tr>`,
  )}</tbody></table>`;
}
