import type { AccessReport } from '../metadata';
import type { Changed, Difference } from './compare';
import { everybodysRights, isEverybodys, type OutlinedRight as Right } from './everybodys';
import { hindranceInWords, reasonInWords } from './words';

/** An answer as people read it: place by place, in each by who has it. */
export interface AccessOutline {
  readonly sections: readonly AccessSection[];
}

export interface AccessSection {
  readonly title: string;
  readonly groups: readonly AccessGroup[];
}

export interface AccessGroup {
  /** Who it is about; empty where the lines speak for themselves. */
  readonly who: string;
  readonly lines: readonly { readonly what: string; readonly why: string }[];
}

/** Names past this number are counted. */
const MOST_NAMES = 6;

/** How much of it is written out. */
interface Written {
  /** Of a list of names; past this number they are counted. Default: 6. */
  readonly mostNames?: number;
}

/** What superusers may do, and what everybody may, is said once. */
export function accessOutline(report: AccessReport, { mostNames = MOST_NAMES }: Written = {}): AccessOutline {
  return {
    sections: report.servers
      .flatMap((server) => [
        ...[null, ...server.databases].map((database): AccessSection => {
          const here = report.rights.filter((each) => each.server === server.server && each.database === database);
          const ofServer =
            database === null ? `Of the server ${server.server}` : `Database ${database} on ${server.server}`;
          const superusers = database !== null && server.superusers.length > 0 && here.some(isSuperusers);
          return {
            title:
              database === null
                ? ofServer
                : `${ofServer}, PostgreSQL ${versionOf(server.version)}, read ${server.read_at} as ${server.user}`,
            groups: [
              ...(superusers
                ? [{ who: `Superusers, who may do everything: ${server.superusers.join(', ')}`, lines: [] }]
                : []),
              ...groupsOf(
                [...everybodysRights(here), ...here.filter((each) => !isSuperusers(each) && !isEverybodys(each))],
                mostNames,
              ),
              ...futureGroup(report, server.server, database),
              ...ofNoUseGroup(report, server.server, database),
            ],
          };
        }),
        ...notSeenSection(report, server.server),
      ])
      .filter(({ groups }) => groups.length > 0),
  };
}

/** What changed since another reading. */
export function differenceOutline(
  { gained, lost }: Difference,
  { mostNames = MOST_NAMES }: Written = {},
): AccessOutline {
  const section = (title: string, rights: readonly Changed[]): AccessSection => ({
    title,
    groups: groupsOf(rights.map(asRight), mostNames),
  });
  return { sections: [section('Gained', gained), section('Lost', lost)].filter(({ groups }) => groups.length > 0) };
}

function asRight({ roles, objects, privileges, reasons, ...rest }: Changed): Right {
  return {
    ...rest,
    roles: [...roles],
    objects: [...objects],
    privileges: [...privileges],
    reasons: reasons.map((each) => ({ ...each, through: [...each.through] })),
  };
}

function isSuperusers({ reasons }: Right): boolean {
  return reasons.some(({ kind }) => kind === 'superuser');
}

/** Rights of the same roles together; what everybody has because PUBLIC has it comes first. */
function groupsOf(rights: readonly Right[], mostNames: number): AccessGroup[] {
  const groups = new Map<string, Right[]>();
  for (const right of rights) {
    const who = isEverybodys(right) ? 'Everybody (PUBLIC)' : right.roles.join(', ');
    const group = groups.get(who);
    if (group === undefined) groups.set(who, [right]);
    else group.push(right);
  }
  return [...groups]
    .sort(([a], [b]) => Number(b.startsWith('Everybody')) - Number(a.startsWith('Everybody')))
    .map(([who, mine]) => ({ who, lines: linesOf(mine, mostNames) }));
}

/** Whole schemas that are alike on one line. */
function linesOf(rights: readonly Right[], mostNames: number): AccessGroup['lines'] {
  const lines = new Map<string, { head: string; places: Right[]; why: string }>();
  for (const right of rights) {
    const head = right.privileges.join(', ') + (right.with_grant_option ? ' (may pass it on)' : '');
    const why = right.reasons.map(reasonInWords).join('; ');
    const whole = right.whole_schema === true && right.objects.length > 1;
    const key = JSON.stringify([head, why, right.on, whole ? 'whole' : [right.schema, right.objects, right.column]]);
    const line = lines.get(key) ?? { head, places: [], why };
    lines.set(key, line);
    line.places.push(right);
  }
  return [
    ...new Map(
      [...lines.values()].map(({ head, places, why }) => [
        `${head}${placeOf(places, mostNames)}${why}`,
        { what: `${head} on ${placeOf(places, mostNames)}`, why },
      ]),
    ).values(),
  ];
}

function placeOf(places: readonly Right[], mostNames: number): string {
  const [{ on, schema, objects, column }] = places as [Right];
  const kind = on.replaceAll('_', ' ');
  if (places.length > 1 || (places[0]?.whole_schema === true && objects.length > 1)) {
    const count = places.reduce((sum, each) => sum + each.objects.length, 0);
    return `all ${count} ${kind}s in ${places.map((each) => each.schema).join(', ')}`;
  }
  const full = (name: string) => (schema === null ? name : `${schema}.${name}`);
  if (column !== null) return `column ${column} of ${kind} ${full(objects[0] ?? '')}`;
  const names = objects.slice(0, mostNames).map(full).join(', ');
  const more = objects.length > mostNames ? ` and ${objects.length - mostNames} more` : '';
  return `${objects.length > 1 ? `${objects.length} ${kind}s` : kind} ${names}${more}`;
}

function futureGroup({ future }: AccessReport, server: string, database: string | null): AccessGroup[] {
  const lines = future
    .filter((each) => each.server === server && each.database === database)
    .map(({ owner, schema, on, grantee, privileges, with_grant_option }) => ({
      what: `${privileges.join(', ')} on every ${on.replaceAll('_', ' ')} that ${owner} makes${schema === null ? '' : ` in ${schema}`}`,
      why: `for ${grantee === 'public' ? 'everybody (PUBLIC)' : grantee}${with_grant_option.length > 0 ? `, who may pass on ${with_grant_option.join(', ')}` : ''}`,
    }));
  return lines.length === 0 ? [] : [{ who: 'To come (default privileges)', lines }];
}

function ofNoUseGroup({ of_no_use }: AccessReport, server: string, database: string | null): AccessGroup[] {
  const lines = of_no_use
    .filter((each) => each.server === server && each.database === database)
    .map(({ role, ...each }) => ({ what: role, why: hindranceInWords(each) }));
  return lines.length === 0 ? [] : [{ who: 'What keeps them from it', lines }];
}

function notSeenSection({ not_seen }: AccessReport, server: string): AccessSection[] {
  const lines = not_seen
    .filter((each) => each.server === server)
    .map(({ database, why }) => ({ what: database === null ? 'all of it' : `database ${database}`, why }));
  return lines.length === 0 ? [] : [{ title: `Not seen on ${server}`, groups: [{ who: '', lines }] }];
}

function versionOf(number: string): string {
  return `${Math.floor(Number(number) / 10_000)}.${Number(number) % 10_000}`;
}
