import {
  APONO_KINDS,
  type HclFlavor,
  type ProjectDocument,
  printHcl,
  printJson,
  printTypeScript,
  type ReadResource,
  resourceTypeOf,
} from '../../code';
import { APONO_MEMBERS, previewProblems, providerSourceProblems } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { gather, type SourceOptions } from '../export-sources';
import { writeFile } from '../write-file';

interface Options extends SourceOptions {
  readonly format: string;
  readonly importBlocks?: boolean;
  readonly providerSource?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `aponopg export`: writes code for what is there. Changes nothing. */
export const exportCode: Action = async ([stackdir, given], out, env) => {
  const options = given as Options;
  const format = formatOf(options);
  const importBlocks = options.importBlocks === true || options.fromState !== undefined;
  const flavor = FLAVORS[format];
  const { document, read, sourceIds, problems } = await gather(stackdir as string | undefined, options, env, {
    ids: importBlocks,
    sourceIds: flavor === 'apono-v1',
  });
  out.problems(problems);
  const removed = importBlocks ? replaced(read, flavor ?? 'aponopg') : [];
  const { providerSource } = options;
  if (providerSource !== undefined) refuseWrongSource(providerSource, format);
  const text = print(flavor === undefined || flavor === 'aponopg' ? withPreview(document) : document, format, {
    ...{ importBlocks, removed, sourceIds },
    ...(providerSource !== undefined && { providerSource }),
  });
  for (const each of unimported(document, importBlocks)) out.progress(each);
  if (options.out === undefined) {
    if (options.json) out.json({ format, text });
    else out.code(text.trimEnd());
    return 0;
  }
  const written = writeFile(options.out, text);
  if (options.json) out.json({ format, file: options.out });
  else if (written === 'file') out.result(`Wrote ${options.out}`);
  return 0;
};

const FLAVORS: Readonly<Record<string, HclFlavor>> = { hcl: 'aponopg', 'apono-v2': 'apono-v2', 'apono-v1': 'apono-v1' };

const CORES: Readonly<Record<string, 'cdktf' | 'cdktn'>> = { typescript: 'cdktf', 'typescript-cdktn': 'cdktn' };

const FORMATS = [...Object.keys(FLAVORS), ...Object.keys(CORES), 'json'];

function formatOf({ format, importBlocks, fromState }: Options): string {
  if (!FORMATS.includes(format)) {
    throw new ProblemError(
      problem('INVALID_VALUE', ['format'], `There is no format ${JSON.stringify(format)}`, {
        value: format,
        allowed: FORMATS.join(', '),
      }),
    );
  }
  if (format === 'json' && (importBlocks || fromState !== undefined)) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', ['import-blocks'], 'Import blocks are asked for, and JSON has none', {
        allowed: 'import blocks in hcl, apono-v2, apono-v1, typescript, typescript-cdktn',
        next: 'Leave one out; `aponopg import` takes over what a document names.',
      }),
    );
  }
  return format;
}

function refuseWrongSource(source: string, format: string): void {
  const wrong = providerSourceProblems(source, 'provider-source');
  if (wrong.length > 0) throw new ProblemError(wrong);
  if (format !== 'json') return;
  throw new ProblemError(
    problem(
      'CONFLICTING_VALUES',
      ['provider-source'],
      'An address of the provider is given, and JSON names no provider',
      {
        value: source,
        allowed: 'an address in hcl, apono-v2, apono-v1, typescript, typescript-cdktn',
        next: 'Leave one out.',
      },
    ),
  );
}

function print(
  document: ProjectDocument,
  format: string,
  options: {
    readonly importBlocks: boolean;
    readonly removed: readonly string[];
    readonly sourceIds: Readonly<Record<string, string>>;
    readonly providerSource?: string;
  },
): string {
  if (format === 'json') return printJson(document);
  const core = CORES[format];
  if (core !== undefined) return printTypeScript(document, { ...options, core });
  return printHcl(document, { ...options, flavor: FLAVORS[format] ?? 'aponopg' });
}

/** Where things stand that are printed as another type of resource: Terraform is to forget them there. */
function replaced(read: readonly ReadResource[], flavor: HclFlavor): string[] {
  const given = read.filter(
    ({ address, member, thing }) => address.split('.').at(-2) !== resourceTypeOf(member, thing, flavor),
  );
  return [...new Set(given.map(({ address }) => address))];
}

/** What uses something newer than the public API is refused by our provider unless it is told that the tenant has it. */
function withPreview(document: ProjectDocument): ProjectDocument {
  const all = APONO_MEMBERS.flatMap(
    (member) => (document[member] ?? []) as readonly Readonly<Record<string, unknown>>[],
  );
  const isUsed = all.some((each) => previewProblems(each).length > 0);
  return isUsed ? { ...document, apono: { preview: true, ...document.apono } } : document;
}

/** What has no id cannot be imported: a plan would make it. */
function unimported(document: ProjectDocument, importBlocks: boolean): string[] {
  if (!importBlocks) return [];
  return APONO_MEMBERS.flatMap((member) => {
    const left = (document[member] ?? []).filter(({ id }) => id === undefined);
    const { word } = APONO_KINDS[member];
    return left.map(
      ({ name }) => `Apono has no ${word} called ${JSON.stringify(name)}: it will be made, not imported.`,
    );
  });
}
