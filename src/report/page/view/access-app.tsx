import { useEffect, useMemo, useState } from 'preact/hooks';
import { visible } from '../../../problem/visible';
import type { AccessData } from '../model/data';
import { hrefOf, type Route, routeIn } from '../model/route';
import { type ServerModel, serverModels } from '../model/server-model';
import { Choice } from '../table/filter-bar';
import { ChangesView } from './changes-view';
import { EverybodyView } from './everybody-view';
import { MatrixView } from './matrix-view';
import { MembershipsView } from './memberships-view';
import { ObjectView } from './object-view';
import { ObjectsView } from './objects-view';
import { Overview } from './overview';
import { RoleView } from './role-view';

/** Who may do what, and why: a view at a time, which the end of the address names. */
export function AccessApp({ data }: { readonly data: AccessData }) {
  const models = useMemo(() => serverModels(data), [data]);
  const route = useRoute(data.changes === null ? 'overview' : 'changes');
  const model = models.find(({ server }) => server.server === route.server) ?? models[0];
  if (model === undefined) return <NothingSeen data={data} />;
  const { server } = model;
  const unseen = data.report.not_seen.length;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        To the content
      </button>
      <header class="bar">
        <a class="brand" href={hrefOf({ view: 'overview', server: server.server })}>
          Who may do what
        </a>
        <nav aria-label="Views">
          {VIEWS.filter(({ view }) => view !== 'changes' || data.changes !== null).map(({ view, label, also }) => (
            <a
              key={view}
              href={hrefOf({ view, server: server.server })}
              aria-current={route.view === view || also === route.view ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
        {models.length > 1 && (
          <Choice
            label="Server"
            value={server.server}
            options={models.map((each) => [each.server.server, visible(each.server.server)] as const)}
            choose={(name) => {
              location.hash = hrefOf({ view: route.view, server: name });
            }}
          />
        )}
        <p class="read">
          <bdi>{visible(server.server)}</bdi> · {server.read_at.slice(0, 16).replace('T', ' ')}
          {unseen > 0 && (
            <a class="unseen" href={hrefOf({ view: 'overview', server: server.server })}>
              {unseen} not seen
            </a>
          )}
        </p>
      </header>
      <main id="content" tabIndex={-1} key={JSON.stringify(route)}>
        {NAMED.has(route.view) || (
          <h1 class="hidden">{VIEWS.find(({ view }) => view === route.view)?.label ?? 'Overview'}</h1>
        )}
        <View model={model} route={route} />
      </main>
    </>
  );
}

/** The views that say by themselves what they are about. */
const NAMED = new Set(['role', 'object', 'changes']);

const VIEWS: readonly { readonly view: string; readonly label: string; readonly also?: string }[] = [
  { view: 'overview', label: 'Overview' },
  { view: 'changes', label: 'Changes' },
  { view: 'matrix', label: 'Roles', also: 'role' },
  { view: 'objects', label: 'Objects', also: 'object' },
  { view: 'memberships', label: 'Memberships' },
  { view: 'everybody', label: 'PUBLIC and superusers' },
];

function View({ model, route }: { readonly model: ServerModel; readonly route: Route }) {
  const { changes } = model.data;
  switch (route.view) {
    case 'changes':
      return changes === null ? <Overview model={model} /> : <ChangesView model={model} changes={changes} />;
    case 'matrix':
      return <MatrixView model={model} route={route} />;
    case 'role':
      return <RoleView model={model} name={route.name ?? ''} />;
    case 'objects':
      return <ObjectsView model={model} />;
    case 'object':
      return <ObjectView model={model} route={route} />;
    case 'memberships':
      return <MembershipsView model={model} />;
    case 'everybody':
      return <EverybodyView model={model} />;
    default:
      return <Overview model={model} />;
  }
}

function NothingSeen({ data }: { readonly data: AccessData }) {
  return (
    <main class="page">
      <h1>Nothing could be seen</h1>
      <ul>
        {data.report.not_seen.map(({ server, database, why }) => (
          <li key={`${server} ${database}`}>{visible(`${server}, ${database ?? 'all of it'}: ${why}`)}</li>
        ))}
      </ul>
    </main>
  );
}

function useRoute(first: string): Route {
  const [route, setRoute] = useState(() => routeIn(location.hash, first));
  useEffect(() => {
    const follow = () => {
      setRoute(routeIn(location.hash, first));
      // As a page that is loaded does.
      document.getElementById('content')?.focus({ preventScroll: true });
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [first]);
  return route;
}
