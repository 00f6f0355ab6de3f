/** One statement that a server was sent, by its log. */
export interface LoggedStatement {
  /** The session's process. */
  readonly pid: string;
  readonly user: string;
  readonly database: string;
  readonly text: string;
}

/** What a line of the log says, continuation lines included. */
interface Entry extends LoggedStatement {
  readonly level: string;
}

/** Every statement in a log that has them all (`log_statement = all`), in order. */
export function statementsIn(log: string): LoggedStatement[] {
  return entriesOf(log).flatMap(({ level, text, ...session }) => {
    const statement = level === 'LOG' ? /^(?:statement|execute [^:]+): ([\s\S]*)$/.exec(text)?.[1] : undefined;
    return statement === undefined ? [] : [{ ...session, text: statement }];
  });
}

/** What `debug_print_parse` wrote of each statement, by its text; of one session. */
export function parseTreesIn(log: string): Map<string, string[]> {
  const trees = new Map<string, string[]>();
  let current: string[] = [];
  entriesOf(log).forEach(({ level, text }, index, all) => {
    const statement = level === 'LOG' ? /^statement: ([\s\S]*)$/.exec(text)?.[1] : undefined;
    if (statement !== undefined) {
      current = [];
      trees.set(statement, current);
    }
    if (level === 'LOG' && text === 'parse tree:') current.push(all[index + 1]?.text ?? '');
  });
  return trees;
}

function entriesOf(log: string): Entry[] {
  const entries: { pid: string; user: string; database: string; level: string; text: string }[] = [];
  for (const line of log.split('\n')) {
    const start = /^\S+ \S+ \S+ \[(\d+)\] (\S*)@(\S*) ([A-Z]+): {2}(.*)$/.exec(line);
    if (start === null) {
      const last = entries.at(-1);
      if (last !== undefined && line.startsWith('\t')) last.text += `\n${line.slice(1)}`;
      continue;
    }
    const [, pid = '', user = '', database = '', level = '', text = ''] = start;
    entries.push({ pid, user, database, level, text });
  }
  return entries;
}
