import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');

/** A piece of code that a reader would copy. */
export interface Snippet {
  /** From the root. */
  readonly file: string;
  /** The line of the file that its first line is. */
  readonly line: number;
  readonly language: string;
  /**
   * What stands beside the language of a fenced block. `old`: how it was written before, which need not work any more.
   * For HCL what the snippet is a part of. `value`: nothing but a value, of a property.
   */
  readonly context: string;
  readonly text: string;
}

/** The fenced blocks of README and the guides. Generated reference pages repeat what the sources say. */
export function snippetsOfPages(...languages: string[]): Snippet[] {
  const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...guides.map((name) => `docs/${name}`)]
    .flatMap(blocksOf)
    .filter(({ language, context }) => languages.includes(language) && context !== 'old');
}

function blocksOf(file: string): Snippet[] {
  const page = readFileSync(join(ROOT, file), 'utf8');
  return [...page.matchAll(/^```(\w+)(?: (\w+))?\n([\s\S]*?)^```$/gm)].map((block) => ({
    file,
    line: page.slice(0, block.index).split('\n').length + 1,
    language: block[1] as string,
    context: block[2] ?? '',
    text: block[3] as string,
  }));
}

/**
 * The `@example`s of the constructs. One of a property is a value of it, and becomes a statement that says so; one of
 * anything else is code.
 */
export function examplesOfConstructs(): Snippet[] {
  return readdirSync(join(ROOT, 'constructs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => examplesOf(`constructs/${name}`));
}

function examplesOf(file: string): Snippet[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Snippet[] = [];
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== 'example' || tag.parent.parent !== node) continue;
      const code = text
        .slice(tag.tagName.end, tag.end)
        .replace(/\n\s*\*(?: |\/?$|(?=\n))/g, '\n')
        .replace(/^ /, '');
      const line = source.getLineAndCharacterOfPosition(tag.tagName.end).line + 1;
      const piece = isProperty(node)
        ? { context: 'value', text: valueOfProperty(node, code) }
        : { context: '', text: code };
      found.push({ file, line, language: 'ts', ...piece });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isProperty(node: ts.Node): node is ts.PropertySignature {
  return ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent);
}

function valueOfProperty(property: ts.PropertySignature, code: string): string {
  const { parent } = property as unknown as { parent: ts.InterfaceDeclaration };
  const module = join(ROOT, property.getSourceFile().fileName.replace(/\.ts$/, ''));
  return `((_: import('${module}').${parent.name.text}['${property.name.getText()}']) => undefined)(${code.trim()}\n);`;
}
