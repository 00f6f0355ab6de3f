import { Refusal } from './answer';

/** The fields of an object in a body. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads one field. @throws Refusal 400 where it is not as it should be */
export type Field<Value> = (fields: Fields, key: string) => Value;

/** A refusal of what was sent. */
export function bad(message: string): Refusal {
  return new Refusal(400, message);
}

/** Whether a field is given: null is as good as left out. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field only where it is given. */
export function optional<Value>(fields: Fields, key: string, field: Field<Value>): Value | null {
  return isSet(fields[key]) ? field(fields, key) : null;
}

/** A text with something in it. */
export function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string' || value.trim() === '') throw bad(`${key} is required and must be a string`);
  return value;
}

/** A list of at least one text. */
export function texts(fields: Fields, key: string): readonly string[] {
  const value = fields[key];
  const isList =
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
  if (!isList) throw bad(`${key} must be a list of at least one string`);
  return value;
}

/** A list of texts, which may be empty. */
export function maybeTexts(fields: Fields, key: string): readonly string[] {
  const value = fields[key];
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (!isList) throw bad(`${key} is required and must be a list of strings`);
  return value;
}

/** A map of texts. */
export function textMap(fields: Fields, key: string): Readonly<Record<string, string>> {
  const value = object(fields, key);
  if (!Object.values(value).every((each) => typeof each === 'string')) throw bad(`${key} must be strings`);
  return value as Readonly<Record<string, string>>;
}

/** An object. */
export function object(fields: Fields, key: string): Fields {
  const value = fields[key];
  if (!isObject(value)) throw bad(`${key} is required and must be an object`);
  return value;
}

/** A list of at least one object. */
export function objects(fields: Fields, key: string): readonly Fields[] {
  const value = fields[key];
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) {
    throw bad(`${key} is required and must be a list of at least one object`);
  }
  return value;
}

/** True or false. */
export function flag(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (typeof value !== 'boolean') throw bad(`${key} is required and must be true or false`);
  return value;
}

/** A whole number of at least so much. */
export function wholeNumber(least: number): Field<number> {
  return (fields, key) => {
    const value = fields[key];
    if (!Number.isInteger(value) || (value as number) < least) {
      throw bad(`${key} must be a whole number of at least ${least}`);
    }
    return value as number;
  };
}

/** One of some texts. */
export function oneOf(...allowed: readonly string[]): Field<string> {
  return (fields, key) => {
    const value = text(fields, key);
    if (!allowed.includes(value)) throw bad(`${key} must be one of ${allowed.join(', ')}`);
    return value;
  };
}

/** Some of some texts, at least one. */
export function someOf(...allowed: readonly string[]): Field<readonly string[]> {
  return (fields, key) => {
    const values = texts(fields, key);
    if (!values.every((each) => allowed.includes(each))) throw bad(`${key} must be of ${allowed.join(', ')}`);
    return values;
  };
}
