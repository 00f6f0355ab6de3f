import {
  type Asked,
  examine,
  hasFailed,
  notChecked,
  ofProblems,
  ok,
  type Section,
  type Source,
  type Subject,
  subjectOf,
} from '../../doctor';
import { ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { doctorTable } from '../doctor-table';
import { readDocuments } from '../documents';
import { hclFileProblems } from '../hcl-files';
import { providerFindings } from '../provider-findings';
import { CONNECTION_OPTIONS, type ConnectionOptions, serverOf } from '../server-options';
import { hasStack, isFolder, readStackFolder } from '../stack-folder';
import { stackSource } from '../stack-source';
import { stoppable } from '../stoppable';

/** The options, as commander gives them. */
interface Options extends ConnectionOptions {
  readonly server?: string;
  readonly connectorUser?: string;
  readonly connectorPasswordEnv?: string;
  readonly connector?: string;
  readonly integration?: string;
  readonly wait?: boolean;
  readonly waitSeconds?: string;
  readonly json?: boolean;
}

/** `aponopg doctor [SOURCE]`: checks step by step; changes nothing; ends with 1 when something failed. */
export const doctor: Action = async ([source, given], out, env) => {
  const options = given as Options;
  const hcl = typeof source === 'string' && isFolder(source) ? hclSections(source, env) : [];
  const sections = [...hcl];
  if (hcl.length === 0 || hasStack(String(source))) {
    const subject = narrowed(subjectFor(source as string | undefined, options, env), options.server);
    sections.push(...(await stoppable((signal) => examine(subject, { env, signal }))));
  }
  const failed = hasFailed(sections);
  if (options.json) out.json({ ok: !failed, sections });
  else out.result(doctorTable(sections, out.paint));
  return failed ? 1 : 0;
};

/** Whether the provider lies there, and what the HCL of a folder has that Terraform would take in silence. */
function hclSections(folder: string, env: NodeJS.ProcessEnv): Section[] {
  const provider = providerFindings(folder, env);
  const laid = provider.length > 0 ? [{ title: 'Terraform', findings: provider }] : [];
  return [...laid, ...keySections(folder)];
}

function keySections(folder: string): Section[] {
  const { files, problems } = hclFileProblems(folder, 'source');
  if (files === 0) return [];
  const step = 'keys of maps';
  const slips = problems.map((each) => ofProblems(step, [each]));
  const findings = slips.length > 0 ? slips : [ok(step, `each stands once, in ${files} file${files === 1 ? '' : 's'}`)];
  if (hasStack(folder)) return [{ title: 'HCL', findings }];
  const next = 'Name the folder of the synthesized stack, a document, or a server by options.';
  return [{ title: 'HCL', findings: [...findings, notChecked('servers', 'no synthesized stack is there', next)] }];
}

function subjectFor(source: string | undefined, options: Options, env: NodeJS.ProcessEnv): Subject {
  const asked: Asked = {
    ...(options.connectorUser !== undefined && { connectorUser: options.connectorUser }),
    ...(options.connectorPasswordEnv !== undefined && { connectorPasswordEnv: options.connectorPasswordEnv }),
    ...(options.connector !== undefined && { connectors: [options.connector] }),
    ...(options.integration !== undefined && { integrations: [options.integration] }),
    ...(waits(options) && { waitSeconds: secondsOf(options) }),
  };
  // What ends a pipeline asks Apono alone.
  const aponoAlone = waits(options) && CONNECTION_OPTIONS.every((name) => options[name] === undefined);
  if (source === undefined && aponoAlone) return subjectOf({}, asked);
  if (source === undefined) return subjectOf({ servers: { [options.server ?? 'given']: serverOf(options) } }, asked);
  const twice = CONNECTION_OPTIONS.filter((name) => options[name] !== undefined);
  if (twice.length > 0) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', [twice[0] ?? 'host'], 'Both a file and options for a connection are given', {
        value: twice.join(', '),
        allowed: 'a file or a folder; or options',
        next: 'Leave one out.',
      }),
    );
  }
  if (isFolder(source)) {
    const read = stackSource(readStackFolder(source, 'source'), env);
    const subject = subjectOf(read.source, asked);
    return {
      ...subject,
      servers: subject.servers.map((each) => ({ ...each, unknown: read.unknown[each.name] ?? [] })),
    };
  }
  const documents = readDocuments(source).map(({ document }) => document as unknown as Source);
  return subjectOf(
    {
      servers: Object.assign({}, ...documents.map(({ servers }) => servers)),
      apono: Object.assign({}, ...documents.map(({ apono }) => apono)),
      roles: documents.flatMap(({ roles = [] }) => roles),
      integrations: documents.flatMap(({ integrations = [] }) => integrations),
    },
    asked,
  );
}

function waits({ wait, waitSeconds }: Options): boolean {
  return wait === true || waitSeconds !== undefined;
}

function secondsOf({ waitSeconds = '300' }: Options): number {
  const seconds = Number(waitSeconds);
  if (waitSeconds.trim() !== '' && Number.isInteger(seconds) && seconds >= 0) return seconds;
  throw new ProblemError(
    problem('INVALID_VALUE', ['wait-seconds'], 'How long to wait is not a number of seconds', {
      value: waitSeconds,
      allowed: 'a whole number of at least 0',
      next: 'Correct the number.',
    }),
  );
}

function narrowed(subject: Subject, name: string | undefined): Subject {
  if (name === undefined) return subject;
  const servers = subject.servers.filter((each) => each.name === name);
  if (servers.length > 0) return { ...subject, servers };
  throw new ProblemError(
    problem('SERVER_NOT_DECLARED', ['server'], `No server is called ${JSON.stringify(name)}`, {
      value: name,
      allowed: subject.servers.map((each) => each.name).join(', ') || 'none is declared',
    }),
  );
}
