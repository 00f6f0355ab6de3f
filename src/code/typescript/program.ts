import { visible } from '../../problem';
import { Names, nameFrom } from '../print/names';
import { isUnevaluated, type Known } from '../project-document';
import { layOut, members, quote, type Source } from './source';

/** A constant of the program; declared only where something uses it. */
export interface Constant {
  readonly name: string;
  used: boolean;
}

interface Statement {
  readonly constant?: Constant;
  readonly source: Source;
  readonly comments: readonly string[];
  readonly apart: boolean;
}

/** What a program is written with: CDKTF, or its successor. */
export type Core = 'cdktf' | 'cdktn';

/** The packages that take the place of CDKTF's. */
const PACKAGES: Readonly<Record<Core, Readonly<Record<string, string>>>> = {
  cdktf: {},
  cdktn: { cdktf: 'cdktn', 'cdktf-apono-postgresql': 'cdktf-apono-postgresql/cdktn' },
};

/** A program as it is gathered: what it imports, its constants, its statements. */
export class Program {
  private readonly imports = new Map<string, Set<string>>();
  private readonly statements: Statement[] = [];
  private readonly constants = new Set<string>(RESERVED);
  private readonly ids = new Names();
  private usesExpression = false;

  /** The name of something that a package exports, imported. */
  of(name: string, from = 'cdktf-apono-postgresql'): string {
    const names = this.imports.get(from) ?? new Set();
    this.imports.set(from, names.add(name));
    return name;
  }

  /** Makes something that may turn out not to be sayable: then nothing of it is imported. */
  attempt<T>(make: () => T | undefined): T | undefined {
    const before = [...this.imports].map(([from, names]) => [from, new Set(names)] as const);
    const made = make();
    if (made !== undefined) return made;
    this.imports.clear();
    for (const [from, names] of before) this.imports.set(from, names);
    return undefined;
  }

  /** The id of a construct, with what it is where the name alone is taken. */
  idFor(text: string, kind: string): string {
    return this.ids.of(this.ids.has(text) ? `${text} ${kind}` : text, kind);
  }

  /** Keeps the id of a construct that has to have exactly this one. */
  keepId(id: string): void {
    this.ids.take(id);
  }

  constant(text: string, fallback: string): Constant {
    const wanted = camel(nameFrom(text) || fallback);
    let name = wanted;
    for (let number = 2; this.constants.has(name); number += 1) name = `${wanted}${number}`;
    this.constants.add(name);
    return { name, used: false };
  }

  /** @param constant what keeps the value */
  add(source: Source, more: { constant?: Constant; comments?: readonly string[]; apart?: boolean } = {}): void {
    const { constant, comments = [], apart = true } = more;
    this.statements.push({ source, comments, apart, ...(constant && { constant }) });
  }

  /** A value of a document. */
  value(value: unknown): Source {
    if (isUnevaluated(value)) return this.text(value);
    if (typeof value === 'string') return quote(value);
    if (Array.isArray(value)) return { items: value.map((each) => this.value(each)) };
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '0' : String(value);
    return members(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.value(each)])));
  }

  /** A text; `undefined` for none. */
  text(value: Known<string>): Source {
    return isUnevaluated(value) ? this.token('asString', value.$template) : quote(value);
  }

  number(value: Known<number>): Source {
    return isUnevaluated(value) ? this.token('asNumber', value.$template) : this.value(value);
  }

  list(value: Known<readonly Known<string>[]>): Source {
    return isUnevaluated(value) ? this.token('asList', value.$template) : this.value(value);
  }

  /** A value of any type; no token is a choice among words, a flag or a map, so that an expression is said to be. */
  any(value: unknown): Source {
    return isUnevaluated(value) ? `${this.token('asAny', value.$template)} as never` : this.value(value);
  }

  /** @param notes comments at the top */
  print(notes: readonly string[], core: Core): string {
    const cdktf = ['App', 'TerraformStack', ...(this.usesExpression ? ['Lazy', 'Token'] : [])];
    for (const name of cdktf) this.of(name, 'cdktf');
    const lines = [...this.imports]
      .map(([from, names]) => [PACKAGES[core][from] ?? from, names] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, names]) => importLine(from, [...names]));
    const body = this.statements.map((each, index) => this.statement(each, index > 0 && each.apart));
    return [
      ...notes.flatMap((note) => commentLines(note, '')),
      ...lines,
      "import type { Construct } from 'constructs';",
      '',
      'class Project extends TerraformStack {',
      '  constructor(scope: Construct, id: string) {',
      '    super(scope, id);',
      '',
      body.join('\n'),
      '  }',
      '}',
      '',
      'const app = new App();',
      "new Project(app, 'project');",
      'app.synth();',
      ...(this.usesExpression
        ? [
            '',
            '/** An expression of the Terraform language, as it stands. */',
            'function expression(text: string) {',
            '  return Lazy.anyValue({ produce: () => text });',
            '}',
          ]
        : []),
      '',
    ].join('\n');
  }

  private statement({ constant, source, comments }: Statement, apart: boolean): string {
    const head = constant?.used ? `const ${constant.name} = ` : '';
    const above = comments.flatMap((each) => commentLines(each, '    ')).map((line) => `${line}\n`);
    return `${apart ? '\n' : ''}${above.join('')}    ${head}${layOut(source, '    ', 4 + head.length)};`;
  }

  private token(kind: string, template: string): string {
    this.usesExpression = true;
    return `Token.${kind}(expression(${quote(template)}))`;
  }
}

/** A constant, where it is used. */
export function use(constant: Constant): string {
  constant.used = true;
  return constant.name;
}

function importLine(from: string, names: readonly string[]): string {
  const sorted = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const line = `import { ${sorted.join(', ')} } from '${from}';`;
  return line.length <= 110 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}';`;
}

function commentLines(text: string, indent: string): string[] {
  return text.split(/[\n\r\u2028\u2029]+/).map((line) => `${indent}// ${visible(line)}`.trimEnd());
}

function camel(text: string): string {
  return text.replace(/(?<=.)_(.)/g, (_, next: string) => next.toUpperCase());
}

/** What a constant must not be called: keywords, and what the program itself names. */
const RESERVED =
  'app expression id scope this super class const let var new function return if else for while do switch case default break continue throw try catch finally delete typeof instanceof in of void with yield await async enum export extends implements import interface package private protected public static null true false undefined arguments eval debugger'.split(
    ' ',
  );
