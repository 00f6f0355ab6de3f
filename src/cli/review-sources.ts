import { type Change, checkDocument, type DocumentPlan, planDocument } from '../document';
import { planHandling } from '../document/handle-document';
import type { HandlerContext } from '../handler';
import { APONO_MEMBERS, isUnknown, itemsOf } from '../metadata';
import { type Problem, ProblemError, problem, renderPath } from '../problem';
import {
  isAponoType,
  isPlan,
  isState,
  type Planned,
  type PlannedDocument,
  type PlannedResource,
  type PlanWarning,
  readLog,
  readPlan,
} from '../review';
import { parseJson, readText } from './input';
import { withContext } from './with-context';

/**
 * What is to be reviewed: a plan's JSON, with the documents of its `null_resource`s planned against their servers; or
 * one document.
 *
 * @param log the file with the warnings of `terraform plan -json`
 * @throws ProblemError
 */
export async function plannedIn(file: string, log: string | undefined, env: NodeJS.ProcessEnv): Promise<Planned> {
  const text = readText(file, 'file');
  if (text.startsWith('PK\u0003\u0004')) throw new ProblemError(binaryPlan(file));
  const value = parseJson(text, file === '-' ? 'stdin' : file, 'file');
  if (isState(value)) throw new ProblemError(noPlan(file));
  if (!isPlan(value)) {
    const { document } = checkDocument(value);
    const made = await withContext(document, env, (context) => planDocument(document, context));
    return plannedByDocument(made, null);
  }
  const { resources, documents, unknown } = readPlan(value);
  const made = documents.flatMap(({ event, document }) => (event === 'delete' ? [] : [document]));
  const ofDocuments = await Promise.all(documents.map((each) => planned(each, made, env)));
  const told = log === undefined ? undefined : readLog(readText(log, 'log'));
  const warnings = ofDocuments.flatMap((each) => each.warnings ?? []);
  return {
    resources: [...resources, ...ofDocuments.flatMap((each) => each.resources)],
    // Documents are planned here and now, with their warnings: what lacks a log are resources of the provider.
    warnings: resources.length > 0 && told === undefined ? null : [...(told ?? []), ...warnings],
    unknown: [...unknown, ...ofDocuments.flatMap((each) => each.unknown)],
  };
}

/** What documents of one plan make is no surprise to each other. */
function announce(documents: readonly unknown[], { run }: HandlerContext): void {
  for (const document of documents) {
    for (const { config } of itemsOf(document, 'roles')) run.on(String(config.server)).announce(String(config.name));
    for (const member of APONO_MEMBERS) {
      for (const { config } of itemsOf(document, member)) run[RUNS[member]].planned.set(String(config.name), config);
    }
  }
}

/** Where a run keeps what it knows of each kind. */
const RUNS = {
  integrations: 'integrations',
  access_scopes: 'accessScopes',
  bundles: 'bundles',
  access_flows: 'accessFlows',
} as const;

/** Where its server cannot be asked, what a document would do is not known. */
async function planned(
  { address, event, document: value }: PlannedDocument,
  made: readonly unknown[],
  env: NodeJS.ProcessEnv,
): Promise<Planned> {
  try {
    const { document } = checkDocument(value);
    const plan = await withContext(document, env, (context) => {
      announce(made, context);
      return planHandling(document, event, context);
    });
    return plannedByDocument(plan, address);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const what = error.problems.map((each) => each.what).join('; ');
    return { resources: [], warnings: [], unknown: [{ address, what: `It could not be planned: ${what}` }] };
  }
}

/** What a document's plan does. @param address of the `null_resource` that hands it over */
export function plannedByDocument({ changes, problems }: DocumentPlan, address: string | null): Planned {
  const warnings = problems.map((each) => warningOf(each, address));
  return { resources: resourcesOf(changes, address), warnings, unknown: [] };
}

const TYPES = {
  roles: 'aponopg_role',
  grants: 'aponopg_grants',
  integrations: 'aponopg_integration',
  access_scopes: 'aponopg_access_scope',
  bundles: 'aponopg_bundle',
  access_flows: 'aponopg_access_flow',
} as const;

function resourcesOf(changes: readonly Change[], address: string | null): PlannedResource[] {
  return changes.flatMap(({ kind, key, path, action, prior, planned: after, statements }): PlannedResource[] => {
    if (action === 'none') return [];
    const none = action === 'delete' || isAponoType(TYPES[kind.member]);
    return [
      {
        address: address ?? (path.length > 0 ? renderPath(path) : `${kind.word} ${key}`),
        type: TYPES[kind.member],
        action,
        before: prior?.values ?? null,
        after: after && withoutUnknown(after.values),
        sql: none ? [] : (statements ?? null),
      },
    ];
  });
}

function withoutUnknown(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnknown(value)));
}

function warningOf({ what, code, changes = [] }: Problem, address: string | null): PlanWarning {
  return { what, code, address, changes: changes as PlanWarning['changes'] };
}

function binaryPlan(file: string): Problem {
  return problem('NOT_JSON', ['file'], 'It is a saved plan as Terraform keeps it, which only Terraform reads', {
    allowed: 'the JSON of a plan, or a document',
    next: `Run: terraform show -json ${file} > plan.json, where the plan was made, and review plan.json.`,
  });
}

function noPlan(file: string): Problem {
  return problem('INVALID_VALUE', ['file'], 'It tells of a state, and there is no change in it to review', {
    value: file,
    allowed: 'the JSON of a saved plan, or a document',
    next: 'Run: terraform plan -out=p, then terraform show -json p > plan.json, and review plan.json.',
  });
}
