import { type Path, ProblemError, problem } from '../../problem';
import {
  compareText,
  type Expression,
  fromTerraformJson,
  type JsonValue,
  list,
  literal,
  raw,
  scanTemplate,
  UnreadableExpression,
  unwrapReference,
  writeExpression,
} from '../hcl';
import type { Reading } from './grammar';

/**
 * The value of an attribute in Terraform's JSON syntax, as an expression of HCL.
 *
 * @throws ProblemError UNREADABLE_EXPRESSION
 */
export function readAttribute(value: unknown, reading: Reading, path: Path): Expression {
  const json = value as JsonValue;
  if (reading === 'literal') return sorted(literal(json));
  if (reading === 'reference') return readReference(json, path);
  if (reading === 'references') return readMembers(json, (member, inner) => readReference(member, inner), path, true);
  if (reading === 'requirements') return readRequirement(json, path);
  if (reading === 'type') return readType(json, path);
  checkStrings(json, path);
  return fromTerraformJson(json);
}

function readReference(value: JsonValue, path: Path): Expression {
  if (Array.isArray(value)) return list(value.map((each, index) => readReference(each, [...path, index])));
  return typeof value === 'string' ? reading(path, () => raw(writeExpression(unwrapReference(value)))) : literal(value);
}

/** `list`, `map` and `set` alone are short for those of anything; `terraform fmt` writes that out. */
function readType(value: JsonValue, path: Path): Expression {
  const type = readReference(value, path);
  return type.kind === 'raw' && /^(list|map|set)$/.test(type.text) ? raw(`${type.text}(any)`) : type;
}

function readRequirement(value: JsonValue, path: Path): Expression {
  return readMembers(
    value,
    (member, inner) => (inner.at(-1) === 'configuration_aliases' ? readReference(member, inner) : literal(member)),
    path,
  );
}

function readMembers(
  value: JsonValue,
  read: (value: JsonValue, path: Path) => Expression,
  path: Path,
  bareKeys = false,
): Expression {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return literal(value);
  const members = value as { readonly [key: string]: JsonValue };
  const entries = Object.keys(members)
    .sort(compareText)
    .map((key) => ({
      key: bareKeys ? raw(key) : literal(key),
      value: read(members[key] ?? null, [...path, key]),
    }));
  return { kind: 'object', entries };
}

function sorted(value: Expression): Expression {
  if (value.kind === 'list') return list(value.items.map(sorted));
  if (value.kind !== 'object') return value;
  const entries = value.entries.map((entry) => ({
    key: entry.key,
    value: sorted(entry.value),
    name: nameOf(entry.key),
  }));
  return { kind: 'object', entries: entries.sort((a, b) => compareText(a.name, b.name)) };
}

function nameOf(key: Expression): string {
  return key.kind === 'literal' ? String(key.value) : '';
}

/** Reads every template once here, where it is still known where it stands. */
function checkStrings(value: JsonValue, path: Path): void {
  if (typeof value === 'string') reading(path, () => scanTemplate(value));
  if (value === null || typeof value !== 'object') return;
  const isList = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    const inner = [...path, isList ? Number(key) : key];
    if (!isList) reading(inner, () => scanTemplate(key));
    checkStrings(member as JsonValue, inner);
  }
}

function reading<T>(path: Path, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableExpression)) throw error;
    throw new ProblemError(
      problem('UNREADABLE_EXPRESSION', path, error.message, {
        next: 'Terraform could not read it either: correct the expression, or write ${ as $${ where it is meant as text.',
      }),
    );
  }
}
