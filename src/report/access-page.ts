import { type AccessOutline, accessOutline, type Difference, differenceOutline, everybodysIn } from '../access';
import type { AccessReport } from '../metadata';
import { fillPage } from './fill-page';
import { html, type Markup } from './html';
import type { ChangedRight } from './page/model/data';

interface Compared {
  readonly difference: Difference;
  /** When the other reading was; ISO 8601. */
  readonly since: string;
}

/** An answer as a page to look at. */
export function accessPage(report: AccessReport, compared?: Compared): string {
  const changes = compared && { since: compared.since, ...(compared.difference as Changed) };
  return fillPage({
    title: `Who may do what on ${report.servers.map(({ server }) => server).join(', ')}`,
    paper: accessPaper(report, compared),
    data: { kind: 'access', report, everybody: everybodysIn(report), changes: changes ?? null },
  });
}

type Changed = { readonly gained: readonly ChangedRight[]; readonly lost: readonly ChangedRight[] };

/** On paper nothing can be opened: every name stands there. */
const ALL_NAMES = { mostNames: Number.POSITIVE_INFINITY };

function accessPaper(report: AccessReport, compared: Compared | undefined): Markup {
  const { servers, fingerprint, asked } = report;
  const superusers = servers.map(
    ({ server, superusers: names }) =>
      html`<p>Superusers: ${names.join(', ')}. They may do everything on ${server}.</p>`,
  );
  return html`<h1>Who may do what, and why</h1>
<p>${servers.map(({ server, databases }) => `${server}: ${databases.join(', ')}`).join('; ')}. Asked for: ${askedInWords(asked)}. Fingerprint ${fingerprint}.</p>
${superusers}
${compared === undefined ? [] : [html`<h2>Since ${compared.since}</h2>`, ...changed(compared)]}
${sectionsOf(accessOutline(report, ALL_NAMES))}
${lookedAt(report)}
${servers.map(({ server }) => memberships(report, server))}`;
}

function askedInWords({ roles, objects, privilege, system }: AccessReport['asked']): string {
  return [
    roles === null ? 'all roles' : `the roles ${roles.join(', ')}`,
    objects === null ? 'all objects' : objects.join(', '),
    ...(privilege === null ? [] : [`${privilege} alone`]),
    ...(system ? ["PostgreSQL's own objects too"] : []),
  ].join('; ');
}

function changed({ difference }: Compared): Markup[] {
  const sections = sectionsOf(differenceOutline(difference, ALL_NAMES));
  return sections.length > 0 ? sections : [html`<p>Nobody gained or lost anything.</p>`];
}

function sectionsOf({ sections }: AccessOutline): Markup[] {
  return sections.map(
    ({ title, groups }) => html`<h2>${title}</h2>
<table class="rights"><thead><tr><th scope="col">Who</th><th scope="col">May</th><th scope="col">Why</th></tr></thead>
${groups.map(({ who, lines }) => groupOf(who, lines))}
</table>`,
  );
}

function groupOf(who: string, lines: readonly { readonly what: string; readonly why: string }[]): Markup {
  if (lines.length === 0) return html`<tbody><tr><th scope="rowgroup" colspan="3">${who}</th></tr></tbody>`;
  return html`<tbody>${lines.map(({ what, why }, at) => {
    const first = at === 0 ? html`<th scope="rowgroup" rowspan="${lines.length}">${who}</th>` : html``;
    return html`<tr>${first}<td>${what}</td><td>${why}</td></tr>`;
  })}</tbody>`;
}

/** What "all tables" of a schema are. */
function lookedAt({ rights }: AccessReport): Markup {
  const schemas = new Map(
    rights
      .filter(({ whole_schema, objects }) => whole_schema && objects.length > 1)
      .map((each) => [JSON.stringify([each.server, each.database, each.on, each.schema]), each]),
  );
  if (schemas.size === 0) return html``;
  return html`<h2>What schemas hold</h2>
<table class="schemas"><thead><tr><th scope="col">Server and database</th><th scope="col">Kind</th><th scope="col">Schema</th><th scope="col">All of them</th></tr></thead>
<tbody>${[...schemas.values()].map(
    ({ server, database, on, schema, objects }) =>
      html`<tr><td>${server}, ${database ?? ''}</td><td>${on.replaceAll('_', ' ')}</td><th scope="row">${schema ?? ''}</th><td>${objects.join(', ')}</td></tr>`,
  )}</tbody></table>`;
}

function memberships({ memberships: all = [] }: AccessReport, server: string): Markup {
  const here = all.filter((each) => each.server === server);
  if (here.length === 0) return html``;
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  return html`<h2>Memberships on ${server}</h2>
<table><thead><tr><th scope="col">Member</th><th scope="col">Of</th><th scope="col">Inherits</th><th scope="col">SET ROLE</th><th scope="col">ADMIN</th><th scope="col">Given by</th></tr></thead>
<tbody>${here.map(
    ({ member, role, inherit, set, admin, grantor }) =>
      html`<tr><th scope="row">${member}</th><td>${role}</td><td>${yes(inherit)}</td><td>${yes(set)}</td><td>${yes(admin)}</td><td>${grantor}</td></tr>`,
  )}</tbody></table>`;
}
