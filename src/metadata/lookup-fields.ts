import * as z from 'zod';
import { annotate } from './annotation';
import { text } from './fields';

/** Where something is looked up. */
export function serverName(): z.ZodString {
  return text({ description: "The server: a key of the provider's `servers`.", example: 'orders' });
}

/** Narrows what is looked up. @param what `roles` */
export function namePattern(what: string): z.ZodString {
  return text({
    description: `Only ${what} called so; \`*\` stands for any characters. Default: all.`,
    example: 'app_*',
  });
}

/** Several patterns. */
export function namePatterns(description: string, example: readonly string[]): z.ZodArray<z.ZodString> {
  return annotate(z.array(text({ description: 'A name; `*` stands for any characters.' })), {
    description,
    set: true,
    example,
  });
}
