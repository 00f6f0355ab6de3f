import type { Reason } from '../model/data';
import { RoleLink } from './names';

const ORIGINS = {
  declared: 'declared',
  connector: 'by the connector, for a time',
  nobody: 'declared by nobody',
} as const;

/** How a right comes to a role: the memberships, one after the other, and who gave what to the last. */
export function Chain({ server, reason }: { readonly server: string; readonly reason: Reason }) {
  const { kind, grantor, through, origin } = reason;
  return (
    <span class="chain">
      {through.map((role) => (
        <span key={role} class="step">
          <RoleLink server={server} name={role} />
          <span class="arrow" aria-hidden="true">
            ›
          </span>
        </span>
      ))}
      <span class={`reason reason-${kind}`}>
        {WORDS[kind]}
        {grantor !== null && (
          <>
            {' '}
            by <RoleLink server={server} name={grantor} />
          </>
        )}
      </span>
      {origin !== undefined && <span class={`origin origin-${origin}`}>{ORIGINS[origin]}</span>}
    </span>
  );
}

const WORDS: Readonly<Record<Reason['kind'], string>> = {
  superuser: 'superuser',
  owner: 'owner',
  grant: 'granted',
  public: 'granted to PUBLIC',
  default: "PUBLIC's built-in right",
  predefined: 'everywhere, by PostgreSQL',
};
