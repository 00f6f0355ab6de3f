import type { Command } from 'commander';
import {
  accessOutline,
  compareReports,
  differenceOutline,
  explain as explainRight,
  objectsMeant,
  parseObjectName,
  type Question,
  type ReadServers,
  readDatabases,
  reportOf,
  rightsIn,
  rightsOf,
  type WrittenName,
} from '../../access';
import {
  type AccessReport,
  accessReport,
  PRIVILEGE_BITS,
  type Privilege,
  privilegesOf,
  spellPrivilege,
  type TargetKind,
} from '../../metadata';
import { ProblemError, problem } from '../../problem';
import { accessPage } from '../../report';
import { accessMarkdown } from '../access/access-markdown';
import { originsOf } from '../access/access-origins';
import { csvLines, jsonLines, type Row } from '../access/access-rows';
import { type AccessOptions, askedServers } from '../access/access-servers';
import { accessText, explanationText } from '../access/access-text';
import type { Action } from '../action';
import { readJson } from '../input';
import type { Output } from '../output';
import { parseFormat } from '../parse-format';
import { withContext } from '../with-context';
import { writeFile } from '../write-file';

interface Options extends AccessOptions {
  readonly role?: readonly string[];
  readonly object?: readonly string[];
  readonly can?: string;
  readonly atMost?: string;
  readonly system?: boolean;
  readonly strict?: boolean;
  readonly format: string;
  readonly save?: string;
  readonly compare?: string;
  readonly json?: boolean;
}

/** `aponopg access [FILE]`: who may do what, and why; changes nothing. Exit code 2 where `--compare` finds a difference. */
export const access: Action = async ([file, given], out, env) => {
  const options = given as Options;
  const format = options.json ? 'json' : parseFormat(options.format, FORMATS);
  const most = mostOf(options.atMost);
  const before = options.compare === undefined ? undefined : savedReport(options.compare);
  const { configuration, servers } = askedServers(file as string | undefined, options, env);
  const question = { ...questionOf(options), origins: originsOf(options, servers) };
  return withContext(configuration, env, async (context) => {
    const read = await readDatabases(context, servers, question);
    const report = reportOf(read.databases, askedOf(question, options), read.notSeen);
    if (options.save !== undefined) writeFile(options.save, `${JSON.stringify(report)}\n`);
    if (before !== undefined) return printDifference({ before, report }, format, out);
    await printReport(read, report, { format, most }, out);
    return 0;
  });
};

/** `aponopg access explain ROLE PRIVILEGE KIND NAME`: exit code 0 yes, 2 no. */
export const explain: Action = async ([role, privilege, kind, name, , command], out, env) => {
  // What `access` takes too is its, wherever it stands.
  const options = (command as Command).optsWithGlobals() as AccessOptions & { readonly json?: boolean };
  const written = parseObjectName(String(kind), String(name), 'name', 'kind');
  const asked = privilegeOf(String(privilege), written.kind);
  const { configuration, servers } = askedServers(undefined, options, env);
  return withContext(configuration, env, async (context) => {
    const { databases } = await readDatabases(context, servers, {
      roles: [String(role)],
      system: true,
      origins: originsOf(options, servers),
    });
    const [read] = databases as [ReadServers['databases'][number]];
    const answers = objectsMeant(written, read.index.found, 'name').map((object) => ({
      object,
      ...explainRight(String(role), asked, object, read),
    }));
    const place = (object: WrittenName) =>
      [object.schema, object.table, object.name].filter((each) => each !== undefined).join('.');
    if (options.json) out.json({ answers });
    else {
      for (const each of answers) {
        out.result(explanationText(each, `${each.object.kind.replaceAll('_', ' ')} ${place(each.object)}`, out.paint));
      }
    }
    return answers.every(({ holds }) => holds) ? 0 : 2;
  });
};

const FORMATS = ['text', 'json', 'jsonl', 'csv', 'markdown', 'html'];

function mostOf(given: string | undefined): number {
  if (given === undefined) return Number.POSITIVE_INFINITY;
  const most = Number(given);
  if (Number.isInteger(most) && most > 0) return most;
  throw new ProblemError(
    problem('INVALID_VALUE', ['at-most'], `\`at-most\` is not a number of lines`, {
      value: given,
      allowed: 'a whole number from 1',
    }),
  );
}

function questionOf({ role, object, can, system, strict }: Options): Question {
  return {
    roles: role,
    objects: object?.map((each) => {
      const colon = each.indexOf(':');
      if (colon > 0) return parseObjectName(each.slice(0, colon), each.slice(colon + 1), 'object');
      throw new ProblemError(
        problem('INVALID_VALUE', ['object'], `${JSON.stringify(each)} names no kind of object`, {
          value: each,
          allowed: 'KIND:NAME, for instance table:app.orders',
        }),
      );
    }),
    privilege: can === undefined ? undefined : privilegeOf(can),
    system: system === true,
    strict: strict === true,
  };
}

/** @param kind where only privileges of that kind will do */
function privilegeOf(written: string, kind?: WrittenName['kind']): Privilege {
  const name = spellPrivilege(written);
  const known =
    kind === undefined
      ? (Object.keys(PRIVILEGE_BITS) as Privilege[])
      : privilegesOf((kind === 'routine' ? 'function' : kind) as TargetKind);
  if ((known as string[]).includes(name)) return name as Privilege;
  throw new ProblemError(
    problem(
      'GRANT_PRIVILEGE_UNKNOWN',
      [kind === undefined ? 'can' : 'privilege'],
      `There is no privilege ${written}${kind === undefined ? '' : ` on a ${kind.replaceAll('_', ' ')}`}`,
      {
        value: written,
        allowed: known.join(', '),
      },
    ),
  );
}

function askedOf({ roles, privilege, system }: Question, { object }: Options): AccessReport['asked'] {
  return {
    roles: roles ? [...roles] : null,
    objects: object ? [...object] : null,
    privilege: privilege ?? null,
    system: system === true,
  };
}

function savedReport(file: string): AccessReport {
  const value = readJson(file, 'compare');
  if (accessReport.safeParse(value).success) return value as AccessReport;
  throw new ProblemError(
    problem('INVALID_VALUE', ['compare'], `${file} is no answer that this version saved`, {
      value: file,
      allowed: 'what `aponopg access --save` wrote, unchanged',
    }),
  );
}

function printDifference(
  { before, report }: { readonly before: AccessReport; readonly report: AccessReport },
  format: string,
  out: Output,
): number {
  const difference = compareReports(before, report);
  const differs = difference.gained.length + difference.lost.length > 0;
  if (format === 'json') out.json(difference);
  else if (format === 'html') out.code(accessPage(report, { difference, since: before.servers[0]?.read_at ?? '' }));
  else if (!differs) out.result('Nobody gained or lost anything.');
  else if (format === 'markdown') out.code(accessMarkdown(differenceOutline(difference)));
  else out.result(accessText(differenceOutline(difference), out.paint));
  return differs ? 2 : 0;
}

async function printReport(
  { databases }: ReadServers,
  report: AccessReport,
  { format, most }: { readonly format: string; readonly most: number },
  out: Output,
): Promise<void> {
  if (format === 'json') return out.json(report);
  if (format === 'html') return out.code(accessPage(report));
  if (format === 'text') return out.result(cut(accessText(accessOutline(report), out.paint), most));
  if (format === 'markdown') return out.code(cut(accessMarkdown(accessOutline(report)), most));
  const several = report.servers.length > 1;
  const rows = first(most, rowsOf(databases, several));
  await out.stream(format === 'csv' ? csvLines(rows, several) : jsonLines(rows));
}

function* rowsOf(databases: ReadServers['databases'], several: boolean): Generator<Row> {
  for (const each of databases) {
    for (const right of rightsIn(rightsOf(each))) yield several ? { server: each.server, ...right } : right;
  }
}

function* first<T>(most: number, all: Iterable<T>): Generator<T> {
  let count = 0;
  for (const each of all) {
    if (count >= most) return;
    count += 1;
    yield each;
  }
}

function cut(text: string, most: number): string {
  const lines = text.split('\n');
  return lines.length <= most
    ? text
    : [...lines.slice(0, most), `... and ${lines.length - most} lines more`].join('\n');
}
