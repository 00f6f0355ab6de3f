import type { DeclaredGrants } from '../metadata';
import type { Batches } from '../postgres/batching';
import type { AppliedRole, RoleIdentity, RoleSpec, RoleToMake, VerifierMatcher } from '../postgres/roles';
import type { DatabaseServer, Session } from '../postgres/session';
import type { Look, Seen } from './role/look';

/** What one run knows - what Terraform plans or applies with one provider, or one command - from one verb to the next. */
export interface Run {
  /** The part of it that concerns one server, by its name in the configuration. */
  on(server: string): ServerRun;
}

/** @param open the server of that name; called when something is to be read from it or made on it */
export function createRun(open: (name: string) => DatabaseServer): Run {
  const servers = new Map<string, ServerRun>();
  return {
    on(name) {
      const run = servers.get(name) ?? new ServerRun(() => open(name));
      servers.set(name, run);
      return run;
    },
  };
}

/** What a run knows of one server, and what it has under way there. */
export class ServerRun {
  /** Roles that the state has, or that this run made: finding one on the server is no surprise then. */
  readonly ownRoles = new Set<string>();
  /**
   * Roles that this run is to make or to change: one that is not there yet is no surprise then. With their memberships;
   * null as long as those are not known.
   */
  readonly plannedRoles = new Map<string, RoleSpec | null>();
  /** What authoritative grants the run has planned, by database. */
  readonly plannedGrants = new Map<string, DeclaredGrants[]>();
  /** Whether the admin may read stored passwords; undefined until a look has shown it. */
  readsVerifiers: boolean | undefined;

  /** Is told of every role that was applied, in the transaction that did it, so that both are kept or neither. */
  recorded: ((session: Session, role: RoleIdentity) => Promise<void>) | undefined;

  private identity: Promise<string | undefined> | undefined;
  private looks: Batches<Look, Seen> | undefined;
  private makes: Batches<RoleToMake, AppliedRole> | undefined;
  private matcher: VerifierMatcher | undefined;

  constructor(private readonly server: () => DatabaseServer) {}

  /** Says that a role is to be planned, though it is not yet. */
  announce(role: string): void {
    if (!this.plannedRoles.has(role)) this.plannedRoles.set(role, null);
  }

  /** Reads roles, and what decides on what may be done with them; together with what else is asked at the same time. */
  async look(asked: Look): Promise<Seen> {
    // The engine is loaded when first needed: start-up counts.
    const { looksAt }: typeof import('./role/look') = require('./role/look');
    this.looks ??= looksAt(this.server);
    const seen = await this.looks.ask(asked);
    this.readsVerifiers = seen.facts.readsVerifiers;
    return seen;
  }

  /** The system identifier of the cluster, asked once a run; undefined where it may not be read. */
  systemIdentifier(): Promise<string | undefined> {
    const { readIdentity }: typeof import('../postgres/server-identity') = require('../postgres/server-identity');
    this.identity ??= this.server()
      .use(readIdentity)
      .then(({ system }) => system)
      .catch((error) => {
        this.identity = undefined;
        throw error;
      });
    return this.identity;
  }

  /** What compares stored passwords: the work for it is bounded for the whole run. */
  verifiers(): VerifierMatcher {
    const { VerifierMatcher }: typeof import('../postgres/roles') = require('../postgres/roles');
    this.matcher ??= new VerifierMatcher();
    return this.matcher;
  }

  /** Makes a role; together with those that are asked for at the same time. */
  make(role: RoleToMake): Promise<AppliedRole> {
    const { makesOn }: typeof import('./role/make') = require('./role/make');
    this.makes ??= makesOn(this.server);
    return this.makes.ask(role);
  }
}
