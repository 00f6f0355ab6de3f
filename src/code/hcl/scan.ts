import { escapeText } from './escape';
import { type TemplatePart, type Token, type TokenKind, UnreadableExpression } from './token';

/**
 * Reads template text as Terraform's JSON syntax has it (no backslash escapes) into literal runs and sequences.
 *
 * @throws UnreadableExpression when a sequence is not closed or holds characters that no expression can have.
 */
export function scanTemplate(text: string): TemplatePart[] {
  // Terraform drops a byte order mark at the start of what it parses, and so of every template in JSON.
  return new Scanner(text.replace(/^\ufeff/, '')).template('bare');
}

/** Reads an expression into tokens, comments dropped. @throws UnreadableExpression */
export function scanExpression(text: string): Token[] {
  return new Scanner(text).expression();
}

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATOR = /\.\.\.|&&|\|\||==|!=|<=|>=|=>|::|[=<>+\-*/%!?:,.()[\]{}]/y;
const BLANK = /[ \t\r]+|\/\*[\s\S]*?\*\//y;
const NEWLINE = /\n|(?:#|\/\/)[^\n]*(?:\n|$)/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Walks once over the text; a class because the position is shared by mutually recursive readers. */
class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  /** A template to the end of the text ('bare') or to the closing quote ('quoted', escapes kept as written). */
  template(mode: 'bare' | 'quoted'): TemplatePart[] {
    const parts: TemplatePart[] = [];
    let run = '';
    const endRun = () => {
      if (run !== '') parts.push({ kind: 'text', text: run });
      run = '';
    };
    for (;;) {
      const next = this.text[this.at];
      if (next === undefined) {
        if (mode === 'quoted') throw new UnreadableExpression('A quoted string is not closed');
        endRun();
        return parts;
      }
      if (mode === 'quoted' && next === '"') {
        this.at += 1;
        endRun();
        return parts;
      }
      if (mode === 'quoted' && next === '\\') {
        run += this.text.slice(this.at, this.at + 2);
        this.at += 2;
      } else if (next === '$' || next === '%') {
        const marks = this.take(next === '$' ? /\$+/y : /%+/y) ?? '';
        if (this.text[this.at] !== '{') {
          run += marks;
        } else if (marks.length > 1) {
          // Two or more marks before a brace: the last two are the escape of one, and there is no sequence.
          run += `${marks}{`;
          this.at += 1;
        } else {
          endRun();
          this.at += 1;
          parts.push(this.sequence(next));
        }
      } else {
        run += next;
        this.at += 1;
      }
    }
  }

  expression(): Token[] {
    const tokens = this.tokens();
    if (this.at < this.text.length) throw new UnreadableExpression('A closing bracket has no opening one');
    return tokens;
  }

  private sequence(mark: '$' | '%'): TemplatePart {
    const trimLeft = this.takeText('~');
    const tokens = this.tokens();
    if (tokens.length === 0) throw new UnreadableExpression(`A ${mark}{ } holds nothing`);
    const trimRight = this.takeText('~');
    if (!this.takeText('}')) throw new UnreadableExpression(`A ${mark}{ is not closed`);
    return { kind: 'sequence', open: `${mark}{${trimLeft ? '~' : ''}`, close: trimRight ? '~}' : '}', tokens };
  }

  /** Tokens up to the end or to the brace that closes what is around them. */
  private tokens(): Token[] {
    const tokens: Token[] = [];
    let depth = 0;
    for (;;) {
      const next = this.text[this.at];
      if (next === undefined || (depth === 0 && (next === '}' || (next === '~' && this.text[this.at + 1] === '}')))) {
        return tokens;
      }
      const token = this.token();
      if (token === undefined) continue;
      if (token.kind === 'operator' && token.text === '{') depth += 1;
      if (token.kind === 'operator' && token.text === '}') depth -= 1;
      tokens.push(token);
    }
  }

  private token(): Token | undefined {
    const at = this.at;
    const token = this.read();
    return token && { ...token, at };
  }

  private read(): Omit<Token, 'at'> | undefined {
    if (this.take(BLANK) !== undefined) return undefined;
    if (this.take(NEWLINE) !== undefined) return { kind: 'newline', text: '\n' };
    if (this.takeText('"')) return { kind: 'string', text: '', parts: this.template('quoted') };
    HEREDOC.lastIndex = this.at;
    const heredoc = HEREDOC.exec(this.text);
    if (heredoc !== null) return this.heredoc(heredoc[0], heredoc[1] === '-', heredoc[2] ?? '');
    return (
      this.kind('identifier', IDENTIFIER) ??
      this.kind('number', NUMBER) ??
      this.kind('operator', OPERATOR) ??
      this.unreadable()
    );
  }

  /** A heredoc inside an expression becomes the quoted string that means the same: expressions are kept on one line. */
  private heredoc(opening: string, flush: boolean, marker: string): Omit<Token, 'at'> {
    this.at += opening.length;
    const lines: string[] = [];
    for (;;) {
      const end = this.text.indexOf('\n', this.at);
      const line = this.text.slice(this.at, end < 0 ? undefined : end);
      if (line.trim() === marker) {
        this.at += line.length;
        break;
      }
      if (end < 0) throw new UnreadableExpression(`The heredoc ${marker} is not closed`);
      lines.push(line);
      this.at = end + 1;
    }
    const content = (flush ? withoutIndent(lines) : lines).map((line) => `${line}\n`).join('');
    const parts = scanTemplate(content).map(
      (part): TemplatePart => (part.kind === 'text' ? { kind: 'text', text: escapeText(part.text) } : part),
    );
    return { kind: 'string', text: '', parts };
  }

  private kind(kind: TokenKind, pattern: RegExp): Omit<Token, 'at'> | undefined {
    const text = this.take(pattern);
    return text === undefined ? undefined : { kind, text };
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  private takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private unreadable(): never {
    throw new UnreadableExpression(`The character ${JSON.stringify(this.text[this.at])} cannot stand in an expression`);
  }
}

function withoutIndent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => (line.trim() === '' ? line : line.slice(indent)));
}
