/** A call of a function, an aggregate or an operator, as the server understood it. */
export interface Call {
  readonly kind: 'function' | 'aggregate' | 'operator';
  /** Of the function, or of the operator. */
  readonly oid: number;
  /** What the call itself gives, before anything is converted for it: oids of types. */
  readonly given: readonly number[];
  readonly result: number;
  /** It gives a set of rows. */
  readonly set: boolean;
}

/** What a query came to: its calls, and the oids of the relations that it reads. */
export interface Understood {
  readonly calls: readonly Call[];
  readonly relations: readonly number[];
}

/**
 * Reads what `debug_print_parse` writes.
 *
 * @param arrayOf the array type of an element type
 */
export function understand(text: string, arrayOf: (element: number) => number): Understood {
  const calls: Call[] = [];
  const relations: number[] = [];
  const visit = (value: Value): void => {
    if (typeof value === 'string') return;
    if ('items' in value) {
      value.items.forEach(visit);
      return;
    }
    const call = callOf(value, arrayOf);
    if (call !== undefined) calls.push(call);
    if (/^(RTE|RANGETBLENTRY)$/.test(value.label) && number(value, 'rtekind') === 0) {
      relations.push(number(value, 'relid') ?? 0);
    }
    for (const values of value.fields.values()) values.forEach(visit);
  };
  visit(read(text));
  return { calls, relations };
}

interface Node {
  readonly label: string;
  readonly fields: ReadonlyMap<string, readonly Value[]>;
}
interface List {
  readonly items: readonly Value[];
}
type Value = string | Node | List;

function callOf(node: Node, arrayOf: (element: number) => number): Call | undefined {
  const given = () => list(node, 'args').map((each) => typeOf(each, arrayOf));
  switch (node.label) {
    case 'FUNCEXPR':
      // Formats besides 0 are casts.
      if (number(node, 'funcformat') !== 0) return undefined;
      return {
        kind: 'function',
        oid: number(node, 'funcid') ?? 0,
        given: given(),
        result: number(node, 'funcresulttype') ?? 0,
        set: text(node, 'funcretset') === 'true',
      };
    case 'AGGREF':
      return {
        kind: 'aggregate',
        oid: number(node, 'aggfnoid') ?? 0,
        given: given(),
        result: number(node, 'aggtype') ?? 0,
        set: false,
      };
    case 'OPEXPR':
    case 'NULLIFEXPR':
    case 'DISTINCTEXPR':
      return {
        kind: 'operator',
        oid: number(node, 'opno') ?? 0,
        given: given(),
        result: number(node, 'opresulttype') ?? 0,
        set: false,
      };
    case 'SCALARARRAYOPEXPR':
      return { kind: 'operator', oid: number(node, 'opno') ?? 0, given: [], result: 16, set: false };
    default:
      return undefined;
  }
}

/** The type of an expression as it was written, apart from what converts it for where it stands. */
function typeOf(value: Value, arrayOf: (element: number) => number): number {
  if (typeof value === 'string' || 'items' in value) return 0;
  const node = value;
  const inner = (field: string) => typeOf(list(node, field)[0] ?? '', arrayOf);
  const implicit = ['relabelformat', 'coerceformat', 'funcformat'].some((field) => number(node, field) === 2);
  if (node.label === 'TARGETENTRY') return inner('expr');
  if (node.label === 'NAMEDARGEXPR') return inner('arg');
  if (implicit) return inner(node.fields.has('args') ? 'args' : 'arg');
  if (node.label === 'SUBLINK') {
    const kind = number(node, 'subLinkType');
    const query = list(node, 'subselect')[0];
    const target = typeof query === 'object' && 'fields' in query ? list(query, 'targetList')[0] : undefined;
    if (kind === 4 && target !== undefined) return typeOf(target, arrayOf);
    if (kind === 6 && target !== undefined) return arrayOf(typeOf(target, arrayOf));
    return 16;
  }
  if (['BOOLEXPR', 'NULLTEST', 'BOOLEANTEST', 'SCALARARRAYOPEXPR'].includes(node.label)) return 16;
  for (const field of TYPE_FIELDS) {
    const type = number(node, field);
    if (type !== undefined && type > 0) return type;
  }
  return 0;
}

const TYPE_FIELDS = [
  ...['vartype', 'consttype', 'paramtype', 'funcresulttype', 'opresulttype', 'aggtype', 'resulttype', 'casetype'],
  ...['coalescetype', 'array_typeid', 'type', 'refrestype', 'refelemtype', 'minmaxtype', 'row_typeid', 'wintype'],
];

function list(node: Node, field: string): readonly Value[] {
  const values = node.fields.get(field) ?? [];
  const [first] = values;
  return typeof first === 'object' && 'items' in first ? first.items : values;
}

function text(node: Node, field: string): string | undefined {
  const [first] = node.fields.get(field) ?? [];
  return typeof first === 'string' ? first : undefined;
}

function number(node: Node, field: string): number | undefined {
  const value = text(node, field);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** `{LABEL :field value :field (value value)}`, in which a backslash takes what follows as it is. */
function read(text: string): Value {
  const tokens = text.match(/[(){}]|"(?:[^"\\]|\\[\s\S])*"|(?:\\[\s\S]|[^\s(){}\\])+/g) ?? [];
  let at = 0;
  const value = (): Value => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const items: Value[] = [];
      while (at < tokens.length && tokens[at] !== ')') items.push(value());
      at += 1;
      return { items };
    }
    if (token !== '{') return token;
    const label = tokens[at++] ?? '';
    const fields = new Map<string, Value[]>();
    let current: Value[] = [];
    while (at < tokens.length && tokens[at] !== '}') {
      const next = tokens[at] ?? '';
      if (next.startsWith(':') && next.length > 1) {
        current = [];
        fields.set(next.slice(1), current);
        at += 1;
      } else current.push(value());
    }
    at += 1;
    return { label, fields };
  };
  return value();
}
