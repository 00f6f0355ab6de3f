import { source } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What keeps people who see or move otherwise from using a page, as axe finds it.
 *
 * @param scheme in `dark` only what differs there is looked at: whether there is enough contrast
 */
export async function violations(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  await page.evaluate(source);
  const only = scheme === 'dark' ? ['color-contrast'] : undefined;
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<Found> } };
    const found = await axe.run(rules === undefined ? {} : { runOnly: rules });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, only);
}

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
