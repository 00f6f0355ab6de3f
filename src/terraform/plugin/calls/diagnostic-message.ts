import type { Diagnostic } from '../diagnostic';
import { membersOf } from '../members';
import type { Schema } from '../schema';
import { pathSteps } from '../server/path-steps';
import type { Server } from '../server/server';
import type { Path } from '../value/path';
import type { Message } from '../wire/messages';

/** Diagnostics as the protocol has them, with paths by this schema. */
export function diagnosticMessages(
  server: Server,
  schema: Schema,
  diagnostics: readonly Diagnostic[],
): Message<'Diagnostic'>[] {
  return diagnostics.map(({ severity, summary, detail = '', path }) => {
    // Terraform names the path nowhere, and before 1.12 it finds the lines of top-level attributes only.
    const place = path && path.length > 1 ? `${detail ? '\n\n' : ''}At ${pathText(path)}.` : '';
    return {
      severity: severity === 'error' ? 1 : 2,
      summary: server.told(summary),
      detail: server.told(detail + place) || undefined,
      attribute: path?.length ? pathMessage(schema, path) : undefined,
    };
  });
}

/** A path as the protocol has it. */
export function pathMessage(schema: Schema, path: Path): Message<'AttributePath'> {
  const steps = pathSteps(membersOf(schema), path).map((step) => {
    if ('attribute' in step) return { attributeName: step.attribute };
    return 'key' in step ? { elementKeyString: step.key } : { elementKeyInt: step.index };
  });
  return { steps };
}

/** A path as a user would write it: `sides[1].colour`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, '');
}
