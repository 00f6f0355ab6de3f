import type { Action, AttributeChange, Change } from '../document';
import { APONO_MEMBERS, isUnknown } from '../metadata';
import { visible, visibleJson } from '../problem';
import type { Paint } from './output';

/** How many of each. */
export interface Summary {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

export function summaryOf(changes: readonly Change[]): Summary {
  const count = (...actions: Action[]) => changes.filter(({ action }) => actions.includes(action)).length;
  return { add: count('create', 'replace'), change: count('update'), destroy: count('delete', 'replace') };
}

/** A plan as people read it, in Terraform's manner. */
export function planText(changes: readonly Change[], paint: Paint): string {
  const todo = changes.filter(({ action }) => action !== 'none');
  if (todo.length === 0) return 'No changes. Everything is as the document wants it.';
  const { add, change, destroy } = summaryOf(changes);
  return [
    'aponopg will perform the following actions:',
    ...todo.map((each) => changeText(each, paint)),
    paint('bold', `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`),
  ].join('\n\n');
}

/** The same for programs. */
export function planJson(changes: readonly Change[]): object {
  return {
    changes: changes
      .filter(({ action }) => action !== 'none')
      .map(({ kind, key, path, action, attributes, statements }) => ({
        action,
        type: kind.word,
        name: key,
        path: path.length > 0 ? path : null,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, each]) => [
            name,
            { before: plain(each.before), after: plain(each.after) },
          ]),
        ),
        statements: statements ?? null,
      })),
    summary: summaryOf(changes),
  };
}

const SIGN: Record<Action, { sign: string; colour: 'green' | 'yellow' | 'red'; words: string }> = {
  none: { sign: ' ', colour: 'green', words: 'stays as it is' },
  create: { sign: '+', colour: 'green', words: 'will be created' },
  update: { sign: '~', colour: 'yellow', words: 'will be changed' },
  replace: { sign: '-/+', colour: 'red', words: 'must be replaced' },
  delete: { sign: '-', colour: 'red', words: 'will be destroyed' },
};

function changeText(change: Change, paint: Paint): string {
  const { sign, colour, words } = SIGN[change.action];
  const lines = Object.entries(change.attributes).map(([name, each]) =>
    attributeText(name, each, change.action, paint),
  );
  return [
    `  ${paint('bold', `# ${change.kind.word} ${visible(change.key)}`)} ${words}`,
    `  ${paint(colour, sign)} ${change.kind.word} ${visibleJson(change.key)}`,
    ...lines,
    ...toldText(change),
    ...sqlText(change),
  ].join('\n');
}

function attributeText(name: string, { before, after }: AttributeChange, action: Action, paint: Paint): string {
  if (action === 'create') return `      ${paint('green', '+')} ${visible(name)} = ${shown(after)}`;
  return `      ${paint('yellow', '~')} ${visible(name)} = ${shown(before)} -> ${shown(after)}`;
}

/** What gives access says in sentences what it gives. */
function toldText({ planned }: Change): string[] {
  const summary = planned?.values.summary;
  if (!Array.isArray(summary)) return [];
  return ['      In words:', ...summary.map((each) => `        ${visible(String(each))}`)];
}

function sqlText({ statements, action, kind }: Change): string[] {
  if (statements !== undefined && statements.length > 0) {
    return ['      SQL:', ...statements.map((each) => `        ${each.replaceAll('\n', '\n        ')};`)];
  }
  const later = statements === undefined && !APONO_MEMBERS.some((member) => member === kind.member);
  return later && action !== 'delete' ? ['      SQL: known only while applying'] : [];
}

/** A value on one line; a long list of entries as their number. */
function shown(value: unknown): string {
  if (isUnknown(value)) return '(known while applying)';
  if (value === null) return 'null';
  if (Array.isArray(value) && value.length > 3 && typeof value[0] === 'object') return `(${value.length} entries)`;
  return visibleJson(value);
}

function plain(value: unknown): unknown {
  return isUnknown(value) ? null : value;
}
