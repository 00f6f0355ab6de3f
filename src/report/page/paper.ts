/**
 * The plain tables that stand in the file are for a reader without scripts, and for paper. While the page is looked at they
 * are out of it: there may be as many rows as there are rights.
 */
export function paperOnlyInPrint(paper: HTMLElement): void {
  const body = paper.parentElement as HTMLElement;
  paper.remove();
  addEventListener('beforeprint', () => body.append(paper));
  addEventListener('afterprint', () => paper.remove());
}
