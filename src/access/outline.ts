import type { AccessReport } from '../metadata';
import type { Changed, Difference } from './compare';
import { everybodysRights, isEverybodys, type OutlinedRight as Right } from './everybodys';
import { foldHindrances, namesUpTo } from './fold-hindrances';
import { futureGroup } from './outline-future';
import type { AccessGroup, AccessOutline, AccessSection } from './outline-shape';
import { reasonInWords } from './words';

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
              ...futureGroup(report, server.server, database, mostNames),
              ...ofNoUseGroup(report, server.server, database, mostNames),
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
  return `${objects.length > 1 ? `${objects.length} ${kind}s` : kind} ${namesUpTo(objects.map(full), mostNames)}`;
}

function ofNoUseGroup(
  { of_no_use }: AccessReport,
  server: string,
  database: string | null,
  mostNames: number,
): AccessGroup[] {
  const here = of_no_use.filter((each) => each.server === server && each.database === database);
  const lines = foldHindrances(here, mostNames).map(({ role, text }) => ({ what: role, why: text }));
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
