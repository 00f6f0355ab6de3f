import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { TROUBLES } from '../../scripts/generate/troubleshooting';
import { CATALOGUE, type ProblemCode } from '../../src/problem';

const ROOT = join(__dirname, '../..');
const SOURCES = ['src', 'constructs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'problem/catalogue.ts')
    .map((name) => join(ROOT, folder, name)),
);
const { texts, templates } = written();

test('every code is given somewhere, and has its entry on the page', () => {
  const codes = Object.keys(CATALOGUE);
  expect(codes.filter((code) => !texts.has(code))).toEqual([]);
  expect(Object.keys(TROUBLES).sort()).toEqual(codes.sort());
});

test.each(Object.entries(TROUBLES))('%s: its example is a sentence that it is given with', (_, { example }) => {
  expect(texts.has(example) || templates.some((each) => each.test(example))).toBe(true);
});

test.each(Object.keys(TROUBLES) as ProblemCode[])('%s: links lead to files', (code) => {
  const { why, cure } = TROUBLES[code];
  for (const [, file = ''] of `${why} ${cure}`.matchAll(/\]\(([^)#]+)/g)) {
    expect(readFileSync(join(ROOT, 'docs/reference', file), 'utf8')).not.toBe('');
  }
});

/** Every text in the sources: as it stands, or with anything in the place of what is filled in. */
function written(): { texts: Set<string>; templates: RegExp[] } {
  const texts = new Set<string>();
  const templates: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      // With less of its own a template would fit any sentence. Before some of them stands who it was.
      if (parts.join('').length > 4) templates.push(new RegExp(`${parts.map(escaped).join('.*')}$`));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of SOURCES) visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return { texts, templates };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
