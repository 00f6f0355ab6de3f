import { NOTE } from '../reference';
import type { DocText } from './doc-text';
import type { Call, Export, Member } from './surface';

/** The reference page of some exports: classes with their props first, then the types that they speak of. */
export function constructsPage(title: string, intro: string, exports: readonly Export[]): string {
  const isClass = (each: Export) => each.kind === 'class' || each.kind === 'value';
  const classes = exports.filter(isClass);
  const taken = new Set(classes.flatMap(({ name }) => propsOf(name, exports)?.name ?? []));
  const types = exports.filter((each) => !isClass(each) && !taken.has(each.name));
  const sections = [
    ...classes.map((each) => classSection(each, propsOf(each.name, exports))),
    ...types.map((each) => typeSection(each)),
  ];
  const contents = [...classes, ...types].map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · ');
  return `${[NOTE.trimEnd(), `# ${title}`, intro, contents, ...sections].join('\n\n')}\n`;
}

function propsOf(name: string, exports: readonly Export[]): Export | undefined {
  const names = ['Props', 'Config', 'Arguments'].map((end) => `${name}${end}`);
  return exports.find((each) => names.includes(each.name));
}

function classSection(each: Export, props: Export | undefined): string {
  const { name, doc, constructs, members } = each;
  const made = constructs === undefined ? [] : [code(`new ${name}${constructs.signature}`), ...about(constructs)];
  const properties = members.filter(({ calls }) => calls.length === 0);
  const methods = members.filter(({ calls }) => calls.length > 0);
  return [
    `## ${name}`,
    ...said(doc),
    ...made,
    ...(props ? [`**${props.name}**`, ...said(props.doc), propertyTable(props.members)] : []),
    ...(properties.length > 0 ? ['**Properties**', propertyTable(properties, name)] : []),
    ...methods.map((method) => methodSection(name, method)),
  ].join('\n\n');
}

function typeSection({ name, doc, members, type }: Export): string {
  const body = type === undefined ? [] : [code(`type ${name} = ${type}`)];
  const properties = members.filter(({ calls }) => calls.length === 0);
  const methods = members.filter(({ calls }) => calls.length > 0);
  const table = properties.length > 0 ? [propertyTable(properties)] : [];
  return [`## ${name}`, ...said(doc), ...body, ...table, ...methods.map((each) => methodSection(name, each))].join(
    '\n\n',
  );
}

function methodSection(owner: string, { name, isStatic, calls, doc }: Member): string {
  const title = isStatic ? `${owner}.${name}` : name;
  const parts = calls.flatMap((call) => [code(`${title}${call.signature}`), ...said(call.doc), ...about(call)]);
  return [`### ${title}()`, ...(calls.length === 0 ? said(doc) : parts)].join('\n\n');
}

function about({ parameters }: Call): string[] {
  if (parameters.length === 0) return [];
  return [
    parameters.map(({ name, text }) => `- \`${name}\`: ${text.replaceAll('\n', ' ').replace(/^- /, '')}`).join('\n'),
  ];
}

function said({ text, returns, throws, deprecated, examples, see }: DocText): string[] {
  return [
    ...(deprecated === undefined ? [] : [`**Deprecated.** ${deprecated}`]),
    ...(text === '' ? [] : [text]),
    ...(returns === undefined ? [] : [`Returns ${returns}`]),
    ...(throws === undefined ? [] : [`Throws ${throws}`]),
    ...examples.map((each) => (each.startsWith('```') ? each : code(each))),
    ...see.map((each) => `See ${each}`),
  ];
}

function propertyTable(members: readonly Member[], owner?: string): string {
  const rows = members.map((each) => {
    const name = each.isStatic && owner ? `${owner}.${each.name}` : each.name;
    const { text, standard, deprecated, examples } = each.doc;
    const said = [
      ...(deprecated === undefined ? [] : [`**Deprecated.** ${deprecated}`]),
      text,
      ...(standard === undefined ? [] : [`Default: ${standard}.`]),
      ...(examples.length === 0 ? [] : [`Example: \`${examples.join(', ')}\`.`]),
    ];
    return `| \`${name}${each.optional ? '?' : ''}\` | \`${cell(each.type)}\` | ${cell(said.filter(Boolean).join(' '))} |`;
  });
  return ['| name | type | |', '|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}
