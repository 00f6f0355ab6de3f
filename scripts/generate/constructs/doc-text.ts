import ts from 'typescript';

/** What the comment of a declaration says, as Markdown. */
export interface DocText {
  readonly text: string;
  readonly standard?: string;
  readonly examples: readonly string[];
  readonly see: readonly string[];
  readonly deprecated?: string;
  readonly throws?: string;
  readonly returns?: string;
}

/** Reads the comment of a symbol; that of its first declaration, where it has several. */
export function docTextOf(symbol: ts.Symbol, checker: ts.TypeChecker): DocText {
  const tags = symbol.getJsDocTags(checker);
  return readDocText(symbol.getDocumentationComment(checker), tags);
}

/** The same of a call or constructor signature. */
export function signatureDocText(signature: ts.Signature, checker: ts.TypeChecker): DocText {
  return readDocText(signature.getDocumentationComment(checker), signature.getJsDocTags());
}

function readDocText(comment: ts.SymbolDisplayPart[], tags: readonly ts.JSDocTagInfo[]): DocText {
  const all = (name: string) => tags.filter((tag) => tag.name === name).map(({ text }) => plain(text));
  const one = (name: string) => all(name)[0];
  const [standard, deprecated, throws, returns] = ['default', 'deprecated', 'throws', 'returns'].map(one);
  return {
    text: plain(comment),
    ...(standard !== undefined && { standard }),
    examples: all('example'),
    see: all('see'),
    ...(deprecated !== undefined && { deprecated }),
    ...(throws !== undefined && { throws }),
    ...(returns !== undefined && { returns }),
  };
}

/** `{@link X}` becomes `X` in code. */
function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  const text = ts.displayPartsToString([...(parts ?? [])]);
  return text.replace(/\{@link\s+([^}|\s]+)[^}]*\}/g, '`$1`').trim();
}
