import { loadModule, parse } from 'libpg-query';

/** The names that a text of SQL leaves to be looked up. */
export interface NamesInSql {
  readonly functions: ReadonlySet<string>;
  readonly operators: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly relations: ReadonlySet<string>;
  /** Functions and operators written without a schema. */
  readonly unqualified: ReadonlySet<string>;
  /** Literals outside E'...' that hold a backslash, which means one thing or the other by a setting. */
  readonly backslashes: readonly string[];
}

/** Reads SQL with PostgreSQL's own parser. */
export async function namesInSql(texts: Iterable<string>): Promise<NamesInSql> {
  await loadModule();
  const names = {
    functions: new Set<string>(),
    operators: new Set<string>(),
    types: new Set<string>(),
    relations: new Set<string>(),
    unqualified: new Set<string>(),
  };
  const backslashes: string[] = [];
  for (const text of new Set(texts)) {
    walk(await parse(text), names);
    backslashes.push(...plainLiterals(text).filter((literal) => literal.includes('\\')));
  }
  return { ...names, backslashes };
}

/** Every SELECT in these texts, each once. */
export async function selectsIn(texts: Iterable<string>): Promise<string[]> {
  await loadModule();
  const selects = new Set<string>();
  for (const text of new Set(texts)) {
    const { stmts = [] } = (await parse(text)) as { stmts?: Statement[] };
    const bytes = Buffer.from(text);
    for (const { stmt, stmt_location: at = 0, stmt_len: length } of stmts) {
      const end = length ? at + length : bytes.length;
      if ('SelectStmt' in stmt) selects.add(bytes.toString('utf8', at, end).trim());
    }
  }
  return [...selects];
}

interface Statement {
  readonly stmt: object;
  /** In bytes. */
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

type Names = Record<'functions' | 'operators' | 'types' | 'relations' | 'unqualified', Set<string>>;

function walk(node: unknown, names: Names): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, names);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  for (const [kind, value] of Object.entries(node as Record<string, Tree>)) {
    if (kind === 'FuncCall') names.functions.add(lastName(value.funcname));
    if (kind === 'A_Expr') names.operators.add(lastName(value.name));
    for (const written of [value?.funcname, kind === 'A_Expr' ? value.name : undefined]) {
      if (Array.isArray(written) && written.length === 1) names.unqualified.add(lastName(written));
    }
    // Written without an operator: IN, CASE x WHEN, NULLIF, JOIN ... USING.
    if (kind === 'SubLink' || kind === 'CaseExpr' || kind === 'JoinExpr') names.operators.add('=');
    if (kind === 'TypeCast' || kind === 'typeName' || kind === 'TypeName') {
      const type = (kind === 'TypeCast' ? value.typeName : value) as Tree | undefined;
      if (type?.names !== undefined) names.types.add(lastName(type.names));
    }
    if (kind === 'RangeVar') names.relations.add(String(value.relname));
    walk(value, names);
  }
}

interface Tree {
  readonly funcname?: unknown;
  readonly name?: unknown;
  readonly names?: unknown;
  readonly typeName?: unknown;
  readonly relname?: unknown;
}

function lastName(parts: unknown): string {
  const last = (parts as { String?: { sval?: string } }[] | undefined)?.at(-1);
  return last?.String?.sval ?? '';
}

/** The literals of a text that are neither E'...' nor inside a quoted identifier or a comment. */
function plainLiterals(text: string): string[] {
  const tokens = text.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'/g,
  );
  return [...tokens].map(([token]) => token).filter((token) => token.startsWith("'"));
}
