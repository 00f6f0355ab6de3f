import * as z from 'zod';
import { annotate } from './annotation';
import { flag, text } from './fields';
import { existingRoleName } from './role-name';

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

/** Narrows the roles that are looked up, for a data source and a list alike. */
export function whichRoles() {
  return {
    pattern: namePattern('roles').optional(),
    login: flag({
      description: 'Only roles that may sign in (`true`), or that may not (`false`). Default: both.',
    }).optional(),
    member_of: existingRoleName({
      description: 'Only members of this role, through others as well.',
      example: 'team',
    }).optional(),
  };
}
