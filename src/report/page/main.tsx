import { render } from 'preact';
import type { PageData } from './model/data';
import { paperOnlyInPrint } from './paper';
import { AccessApp } from './view/access-app';
import { ReviewView } from './view/review-view';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const app = document.getElementById('app') as HTMLElement;

paperOnlyInPrint(document.getElementById('paper') as HTMLElement);
document.body.classList.add('live');
if (data.kind === 'access') render(<AccessApp data={data} />, app);
else {
  render(
    <>
      <header class="bar">
        <span class="brand">What a plan changes</span>
      </header>
      <main id="content">
        <ReviewView data={data} />
      </main>
    </>,
    app,
  );
}

addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.getElementById('search');
  if (search === null) return;
  event.preventDefault();
  search.focus();
});
