import { ProblemError, problem, rememberSecret } from '../problem';
import { APONO_TYPES, isAponoType, type PlannedResource, type Values } from './planned-resource';

/** What the JSON of a plan holds for a review. */
export interface ReadPlan {
  readonly resources: readonly PlannedResource[];
  /** Documents of `null_resource`s that will run, with what happens to them. */
  readonly documents: readonly PlannedDocument[];
  readonly unknown: readonly { readonly address: string; readonly what: string }[];
}

/** A document that a `null_resource` hands to the handler. */
export interface PlannedDocument {
  readonly address: string;
  readonly event: 'update' | 'delete';
  readonly document: unknown;
}

const TYPES = ['aponopg_role', 'aponopg_grants', ...APONO_TYPES] as const;

/** Whether a value is what `terraform show -json` prints of a plan. */
export function isPlan(value: unknown): value is Values {
  return isObject(value) && typeof value.format_version === 'string' && 'resource_changes' in value;
}

/** Whether a value is what `terraform show -json` prints of a state. */
export function isState(value: unknown): boolean {
  return isObject(value) && typeof value.format_version === 'string' && !('resource_changes' in value);
}

/**
 * Reads what `terraform show -json` prints of a saved plan.
 *
 * @throws ProblemError INVALID_VALUE where it is of another version
 */
export function readPlan(plan: Values): ReadPlan {
  if (!/^1\./.test(String(plan.format_version))) {
    throw new ProblemError(
      problem('INVALID_VALUE', ['format_version'], 'The plan is in a format that is not known', {
        value: plan.format_version,
        allowed: '1.x, of Terraform 1.x and OpenTofu 1.x',
      }),
    );
  }
  const resources: PlannedResource[] = [];
  const documents: PlannedDocument[] = [];
  const unknown: { address: string; what: string }[] = [];
  for (const each of listOf(plan.resource_changes)) {
    const { address, type, mode, change } = each;
    if (mode !== 'managed' || typeof address !== 'string' || !isObject(change)) continue;
    const action = actionOf(change.actions);
    rememberSensitive(change.before, change.before_sensitive);
    rememberSensitive(change.after, change.after_sensitive);
    const known = TYPES.find((own) => own === type);
    // A deposed object that goes is a delete of its own.
    const place = typeof each.deposed === 'string' ? `${address} (deposed ${each.deposed})` : address;
    if (action === undefined) continue;
    if (known !== undefined) resources.push(resourceOf(place, known, action, change));
    else if (type === 'null_resource') {
      const { found, open } = documentsOf(place, action, change);
      documents.push(...found);
      if (open) unknown.push({ address: place, what: 'The document is not known yet' });
    }
  }
  return { resources, documents, unknown };
}

function actionOf(actions: unknown): PlannedResource['action'] | undefined {
  const all = Array.isArray(actions) ? actions.map(String) : [];
  if (all.includes('create')) return all.includes('delete') ? 'replace' : 'create';
  if (all.includes('update')) return 'update';
  return all.includes('delete') ? 'delete' : undefined;
}

function resourceOf(
  address: string,
  type: PlannedResource['type'],
  action: PlannedResource['action'],
  change: Values,
): PlannedResource {
  const before = isObject(change.before) ? change.before : null;
  const after = isObject(change.after) ? change.after : null;
  const open = isObject(change.after_unknown) && change.after_unknown.statements === true;
  const statements = after?.statements;
  const none = action === 'delete' || isAponoType(type);
  const sql = Array.isArray(statements) ? statements.map(String) : none || !open ? [] : null;
  return { address, type, action, before, after, sql };
}

/** The documents that the handler will be run with; one that is replaced is not deleted by its old self. */
function documentsOf(
  address: string,
  action: PlannedResource['action'],
  change: Values,
): { found: PlannedDocument[]; open: boolean } {
  const values = action === 'delete' ? change.before : change.after;
  const triggers = isObject(values) && isObject(values.triggers) ? values.triggers : {};
  const former =
    isObject(change.before) && isObject(change.before.triggers) ? change.before.triggers.request : undefined;
  const unknown = isObject(change.after_unknown) ? change.after_unknown.triggers : undefined;
  const open = unknown === true || (isObject(unknown) && unknown.request === true);
  if (open) return { found: [], open: former === undefined || isDocument(parsed(former)) };
  const document = parsed(triggers.request);
  if (!isDocument(document)) return { found: [], open: false };
  const event = action === 'delete' ? 'delete' : 'update';
  return { found: [{ address, event, document }], open: false };
}

function isDocument(value: unknown): boolean {
  return isObject(value) && typeof value.id === 'string' && isObject(value.servers);
}

/** What the user marked as sensitive is shown nowhere. */
function rememberSensitive(value: unknown, sensitive: unknown): void {
  if (sensitive === true) {
    for (const text of textsIn(value)) rememberSecret(text);
  } else if (typeof sensitive === 'object' && sensitive !== null && typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(sensitive)) rememberSensitive((value as Values)[key], each);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): Values[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
