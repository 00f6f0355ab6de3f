import { type Answer, ok } from '../answer';

/** 200 of a deletion, which in these APIs has a body. */
export function deleted(what: string): Answer {
  return ok({ message: `${what} deleted` });
}

/** An object without what is null: in these APIs it is left out, and their clients tell the two apart. */
export function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/** An instant as these APIs give it: seconds since 1970. */
export function seconds(instant: string | null | undefined): number | null {
  return typeof instant === 'string' ? Date.parse(instant) / 1000 : null;
}
