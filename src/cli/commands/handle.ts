import { checkDocument } from '../../document';
import { DOCUMENT_EVENTS, type DocumentEvent, handleDocument } from '../../document/handle-document';
import { APONO_MEMBERS, DOCUMENT_MEMBERS, type Document, itemsOf } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { parseJson, readJson } from '../input';
import { planJson, planText } from '../plan-text';
import { progress } from '../progress';
import { withContext } from '../with-context';

/** `aponopg handle`: what `null_resource` runs. */
export const handle: Action = async ([given], out, env) => {
  const { json } = given as { json?: boolean };
  const { event, request } = requestOf(env);
  const checked = checkDocument(event === 'delete' ? withoutMembers(request) : request);
  out.problems(checked.warnings);
  const document = event === 'delete' ? { ...checked.document, ...namedAtApono(request) } : checked.document;
  await withContext(document, env, async (context) => {
    let shown: object = {};
    const { problems } = await handleDocument(document, event, context, {
      ...progress(out),
      planned(plan) {
        shown = planJson(plan.changes);
        if (!json) out.result(planText(plan.changes, out.paint));
        out.problems(plan.problems);
      },
    });
    out.problems(problems);
    if (json) out.json({ ...shown, problems });
  });
  return 0;
};

function requestOf(env: NodeJS.ProcessEnv): { event: DocumentEvent; request: unknown } {
  const { APONOPG_EVENT: event, APONOPG_REQUEST: request } = env;
  const problems: Problem[] = [];
  const known = DOCUMENT_EVENTS.find((each) => each === event);
  if (known === undefined) {
    const more = { allowed: DOCUMENT_EVENTS.join(', '), next: 'Say in APONOPG_EVENT what happens to the document.' };
    problems.push(
      event
        ? problem('INVALID_VALUE', ['APONOPG_EVENT'], 'There is no such event', { value: event, ...more })
        : problem('MISSING_VALUE', ['APONOPG_EVENT'], 'No event is given', more),
    );
  }
  if (!request?.trim()) {
    problems.push(
      problem('MISSING_VALUE', ['APONOPG_REQUEST'], 'No request is given', {
        allowed: 'the document as JSON, or the path of its file',
        next: 'Put it into the environment variable APONOPG_REQUEST.',
      }),
    );
  }
  if (problems.length > 0 || known === undefined || !request) throw new ProblemError(problems);
  const isJson = /^\s*[{[]/.test(request);
  const at = 'APONOPG_REQUEST';
  return { event: known, request: isJson ? parseJson(request, at, at) : readJson(request, at) };
}

/** What was made is remembered on the servers: a document that this version no longer takes can still go. */
function withoutMembers(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return request;
  const isMember = (name: string) => DOCUMENT_MEMBERS.some((each) => each === name);
  return Object.fromEntries(Object.entries(request).filter(([name]) => !isMember(name)));
}

/** What a document names at Apono, whatever else this version makes of it: naming one is leave to delete it. */
function namedAtApono(request: unknown): Partial<Document> {
  const lists = APONO_MEMBERS.map((member) => [
    member,
    itemsOf(request, member).map(({ config: { name, type } }) => ({ name, ...(type !== undefined && { type }) })),
  ]);
  return Object.fromEntries(lists);
}
