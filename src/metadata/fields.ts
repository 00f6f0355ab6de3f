import * as z from 'zod';
import { type Annotation, annotate } from './annotation';

/** A text that must not be empty. */
export function text(annotation: Annotation): z.ZodString {
  return annotate(z.string().min(1), annotation);
}

/** Any text, the empty one included. */
export function anyText(annotation: Annotation): z.ZodString {
  return annotate(z.string(), { allowed: 'a text', ...annotation });
}

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number | undefined, annotation: Annotation): z.ZodNumber {
  const bounded = z.number().int().min(minimum);
  return annotate(maximum === undefined ? bounded : bounded.max(maximum), annotation);
}

export function flag(annotation: Annotation): z.ZodBoolean {
  return annotate(z.boolean(), annotation);
}

/** A map of texts. */
export function textMap(annotation: Annotation): z.ZodRecord<z.ZodString, z.ZodString> {
  return annotate(z.record(z.string(), anyText({ description: 'A text.' })), annotation);
}

/** An environment variable's name. */
export function environmentVariable(annotation: Annotation): z.ZodString {
  return annotate(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), {
    allowed: "an environment variable's name: letters, digits and underscores, not beginning with a digit",
    next: 'Give the name of the variable, not its value.',
    concealed: true,
    ...annotation,
  });
}
