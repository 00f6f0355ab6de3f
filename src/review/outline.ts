import { foldedChanges, type Review, type ReviewChange, type ReviewStatements } from '../metadata';
import { visible } from '../problem';
import { signOf } from './said-changes';
import { sqlLines } from './sql-lines';
import { changeLine, type NameList, plainNames } from './words';

/** A review as people read it: what comes first, then place by place, then the SQL. */
export interface Outline {
  readonly headline: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly kind: 'flags' | 'changes' | 'sql';
  readonly lines: readonly Line[];
}

export interface Line {
  /** `+` gained or made, `-` lost or dropped, `~` altered, `!` to be looked at. */
  readonly sign: '+' | '-' | '~' | '!' | '';
  /** On one line, with everything in it to be seen. */
  readonly text: string;
  /** Of a flag. */
  readonly flag?: string;
}

/** Folded: where a change comes from is left to the JSON. Long lists of names are written once and then referred to. */
export function outlineOf(review: Review): Outline {
  const names = namedOnce();
  const sections: Section[] = [
    { title: 'Look at first', kind: 'flags', lines: flagLines(review) },
    ...changeSections(review.changes, names.list),
    ...review.statements.map(
      (each): Section => ({ title: sqlTitle(each), kind: 'sql', lines: statementLines(each, names) }),
    ),
  ];
  return { headline: headlineOf(review), sections: sections.filter(({ lines }) => lines.length > 0) };
}

function headlineOf({ flags, changes, statements }: Review): string {
  if (changes.length + statements.length + flags.length === 0) return 'No changes.';
  const roles = (effect: string) => count(changes, 'role', effect);
  const sql = statements.reduce((sum, each) => sum + each.sql.length, 0);
  const parts = [
    [roles('create'), 'roles made'],
    [roles('alter'), 'roles altered'],
    [roles('drop'), 'roles dropped'],
    [new Set(losersOf(changes, 'gain')).size, 'grantees gain'],
    [new Set(losersOf(changes, 'lose')).size, 'grantees lose'],
    ...Object.entries(AT_APONO).map(
      ([kind, title]) => [changes.filter((each) => each.kind === kind).length, title.toLowerCase()] as const,
    ),
    [sql, 'statements'],
  ] as const;
  return parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])).join(', ');
}

function count(changes: readonly ReviewChange[], kind: string, effect: string): number {
  const alike = changes.filter((each) => each.kind === kind && each.effect === effect);
  return alike.reduce((sum, { objects }) => sum + (objects?.length ?? 1), 0);
}

function losersOf(changes: readonly ReviewChange[], effect: string): string[] {
  return changes.flatMap((each) => (each.effect === effect ? each.grantees : []));
}

/** Of each flag a few: all of it stands among the changes. */
function flagLines({ flags }: Review): Line[] {
  const byFlag = new Map<string, { what: string; address: string | null }[]>();
  for (const { flag, ...each } of flags) byFlag.set(flag, [...(byFlag.get(flag) ?? []), each]);
  return [...byFlag].flatMap(([flag, all]) => {
    const shown = all.length > SHOWN ? all.slice(0, SHOWN - 1) : all;
    const lines = shown.map(({ what, address }) => `${what}${address === null ? '' : ` [${address}]`}`);
    const more = all.length - shown.length;
    return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].map(
      (text): Line => ({ sign: '!', flag, text: visible(text) }),
    );
  });
}

const SHOWN = 4;

function changeSections(changes: readonly ReviewChange[], list: NameList): Section[] {
  const folded = foldedChanges(changes.map((each) => ({ ...each, address: null })));
  const byTitle = new Map<string, ReviewChange[]>();
  for (const each of [...folded].sort((one, other) => orderOf(one) - orderOf(other))) {
    const title = titleOf(each);
    byTitle.set(title, [...(byTitle.get(title) ?? []), each]);
  }
  return [...byTitle].map(([title, all]) => ({
    title,
    kind: 'changes',
    lines: all.map((each): Line => ({ sign: signOf(each), text: visible(changeLine(each, list)) })),
  }));
}

/** What is at Apono, and so on no server: the titles. */
const AT_APONO = {
  integration: 'Integrations',
  access_scope: 'Access scopes',
  bundle: 'Bundles',
  access_flow: 'Access flows',
} as const;

const ORDER = ['role', 'membership', 'privilege', 'default_privilege', 'ownership', ...Object.keys(AT_APONO)];

function orderOf({ kind, cause }: ReviewChange): number {
  return cause === 'cascade' ? ORDER.indexOf('ownership') + 0.5 : ORDER.indexOf(kind);
}

function titleOf({ kind, cause, server, database }: ReviewChange): string {
  if (kind in AT_APONO) return AT_APONO[kind as keyof typeof AT_APONO];
  const words = {
    role: 'Roles',
    membership: 'Memberships',
    privilege: 'Privileges',
    default_privilege: 'Default privileges',
    ownership: 'Handed over',
  };
  const what = cause === 'cascade' ? 'Lost by others' : words[kind as keyof typeof words];
  return visible(`${what} ${placeOf({ server, database })}`);
}

function placeOf({ server, database }: { readonly server: string | null; readonly database: string | null }): string {
  const on = `on ${server ?? 'a server that is not known yet'}`;
  return database === null ? on : `${on}, database ${database}`;
}

function sqlTitle(statements: ReviewStatements): string {
  return visible(`SQL ${placeOf(statements)}`);
}

function statementLines({ sql, known }: ReviewStatements, names: NamedOnce): Line[] {
  const lines = sqlLines(sql, names.refer).map((text): Line => ({ sign: '', text: visible(text) }));
  return known ? lines : [...lines, { sign: '', text: '-- and more, not known yet' }];
}

interface NamedOnce {
  readonly list: NameList;
  /** `200 roles (1)` for names that were written already. */
  refer(names: readonly string[]): string | undefined;
}

/** Writes a long list of names the first time, with a number, and the number from then on. */
function namedOnce(): NamedOnce {
  const written = new Map<string, string>();
  const keyOf = (names: readonly string[]) => JSON.stringify([...names].sort());
  return {
    refer: (names) => written.get(keyOf(names)),
    list(names, noun) {
      if (names.length <= LONG) return plainNames(names, noun);
      const key = keyOf(names);
      const before = written.get(key);
      if (before !== undefined) return `the ${before}`;
      const reference = `${names.length} ${noun} (${written.size + 1})`;
      written.set(key, reference);
      return `${reference}: ${names.join(', ')} -`;
    },
  };
}

const LONG = 6;
