import { kindLabel, PUBLIC, type ReviewChange } from '../metadata';

/** How a list of names is written; a printer may write a long one once and then refer to it. */
export type NameList = (names: readonly string[], noun: string) => string;

/** `3 roles: a, b, c`; one or two by name alone. */
export const plainNames: NameList = (names, noun) =>
  names.length <= 2 ? names.join(' and ') : `${names.length} ${noun}: ${names.join(', ')}`;

/** What a change does, in one sentence without a full stop. */
export function changeLine(change: ReviewChange, list: NameList = shortNames): string {
  const { kind, effect, objects } = change;
  switch (kind) {
    case 'privilege':
    case 'default_privilege':
    case 'membership':
      return `${list(change.grantees.map(whom), 'roles')} ${verb(change)} ${whatOf(change, list)}${whyOf(change)}`;
    case 'ownership':
      return effect === 'drop'
        ? `${objectsOf(change, list)} is dropped with its owner`
        : `${change.on === 'role' ? `what ${list(objects ?? [], 'roles')} owns` : objectsOf(change, list)} goes to ${list(change.grantees, 'roles')}`;
    case 'access_flow':
    case 'bundle':
    case 'access_scope':
      return accessLine(change, list);
    case 'role':
    case 'integration':
      return `${(objects?.length ?? 0) > 1 ? '' : `${kind} `}${list(objects ?? [], `${kind}s`)}${effect === 'drop' ? `${isOrAre(change)} dropped` : attributesOf(change)}`;
  }
}

/** Of what gives access: what it is to give, in its own sentences. */
function accessLine(change: ReviewChange, list: NameList): string {
  const { kind, effect, objects, attributes: { summary, ...changed } = {} } = change;
  const word = kind.replace('_', ' ');
  const who = `${(objects?.length ?? 0) > 1 ? '' : `${word} `}${list(objects ?? [], `${word}s`)}`;
  if (effect === 'drop') return `${who}${isOrAre(change)} dropped`;
  const verb = `${isOrAre(change)} ${effect === 'create' ? 'made' : `altered (${Object.keys(changed).join(', ')})`}`;
  const told = Array.isArray(summary) ? `: ${summary.join(' ').replace(/\.$/, '')}` : '';
  return `${who}${verb}${told}`;
}

/** For flags: who is meant is named in full among the changes. */
const shortNames: NameList = (names, noun) =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more ${noun}`;

function verb({ effect, grantees }: ReviewChange): string {
  const many = grantees.length > 1;
  return effect === 'gain' ? (many ? 'gain' : 'gains') : many ? 'lose' : 'loses';
}

function whatOf(change: ReviewChange, list: NameList): string {
  const { kind, effect, privileges, columns, with_grant_option, objects } = change;
  if (kind === 'membership') {
    const option = privileges.length > 0 ? ` (${privileges.join(', ')})` : '';
    const lead =
      effect === 'lose' && privileges.length > 0
        ? `the option ${privileges.join(', ')} of the membership`
        : 'membership';
    return `${lead} in ${list(objects ?? [], 'roles')}${effect === 'gain' ? option : ''}`;
  }
  const on = columns === null ? '' : ` (${columns.join(', ')})`;
  const what = `${effect === 'lose' && with_grant_option ? 'the grant option for ' : ''}${privileges.join(', ')}${on}`;
  return `${what} on ${objectsOf(change, list)}${effect === 'gain' && with_grant_option ? ' WITH GRANT OPTION' : ''}`;
}

function objectsOf(change: ReviewChange, list: NameList): string {
  const { kind, on, schemas, objects, owners, except, extensions } = change;
  const label = kindLabel(on as never);
  if (kind === 'default_privilege') {
    const where =
      schemas === null ? '' : ` in ${schemas.length > 1 ? 'schemas' : 'schema'} ${list(schemas, 'schemas')}`;
    return `future ${label}s of ${list(owners ?? [], 'roles')}${where}`;
  }
  if (objects === null) {
    const left = [...(except ?? []), ...(extensions ? ['members of extensions'] : [])];
    const but = left.length > 0 ? ` except ${list(left, `${label}s`)}` : '';
    return `all ${label}s in ${schemas?.length === 1 ? 'schema' : 'schemas'} ${list(schemas ?? [], 'schemas')}${but}`;
  }
  const full = schemas === null ? objects : schemas.flatMap((schema) => objects.map((each) => `${schema}.${each}`));
  return `${label} ${list(full, `${label}s`)}`;
}

function isOrAre({ objects }: ReviewChange): string {
  return (objects?.length ?? 0) > 1 ? ' are' : ' is';
}

function attributesOf(change: ReviewChange): string {
  const { effect, attributes = {} } = change;
  const given = Object.entries(attributes).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const verb = `${isOrAre(change)} ${effect === 'create' ? 'made' : 'altered'}`;
  return `${verb}${given.length > 0 ? `: ${given.join(', ')}` : ''}`;
}

function whyOf({ cause, grantor }: ReviewChange): string {
  const by = grantor === null ? '' : `, given by ${grantor}`;
  if (cause === 'authoritative') return `${by} (held, not declared)`;
  return cause === 'cascade' ? `${by} (CASCADE)` : by;
}

function whom(grantee: string): string {
  return grantee === PUBLIC ? 'PUBLIC' : grantee;
}
