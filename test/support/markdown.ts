/** A link of a page, with the line that it stands in. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

/** The links and pictures of a page in Markdown; what stands in code is none. */
export function linksOf(page: string): Link[] {
  return withoutCode(page)
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ target: target as string, line: index + 1 })),
    );
}

/** Blocks of code as empty lines, so that lines keep their numbers. */
function withoutCode(page: string): string {
  return page.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, '')).replace(/`[^`\n]*`/g, '');
}
