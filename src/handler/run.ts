import type { AponoClient } from '../apono';
import type { DeclaredGrants } from '../metadata';
import type { Batches } from '../postgres/batching';
import type { AppliedRole, RoleIdentity, RoleSpec, RoleToMake, VerifierMatcher } from '../postgres/roles';
import type { DatabaseServer, Session } from '../postgres/session';
import type { TenantLookups } from './access/tenant-lookups';
import { Claims } from './claims';
import { GrantsInRun } from './grants/grants-in-run';
import { DrawnPasswords } from './password/drawn';
import type { Look, Seen } from './role/look';

/** What one run knows - what Terraform plans or applies with one provider, or one command - from one verb to the next. */
export interface Run {
  /** The part of it that concerns one server, by its name in the configuration. */
  on(server: string): ServerRun;
  /** The servers that it has had to do with. */
  readonly servers: ReadonlyMap<string, ServerRun>;
  readonly integrations: ThingsRun;
  readonly accessScopes: ThingsRun;
  readonly bundles: ThingsRun;
  readonly accessFlows: ThingsRun;
  /** What it has looked up at Apono. */
  lookups(client: AponoClient): TenantLookups;
  /** The passwords that it has drawn. */
  readonly drawn: DrawnPasswords;
  /** How far Terraform is; absent where one process plans once and applies what it planned. */
  readonly terraform?: TerraformPhase;
  /**
   * Whether a plan made now is surely not the one that Terraform makes once more while it applies. An error in that one
   * would lose what is being replaced from the state, with `create_before_destroy`: what stands in the way of a create
   * is a warning then, and the create refuses it.
   */
  readonly isFirstPlan: boolean;
  /** Whether what a create takes must be declared; not where a person is shown all that is taken. */
  needsTakeOver: boolean;
}

/** What a run knows of one kind of thing at Apono. */
export interface ThingsRun {
  /** The names that this run wants. */
  readonly claims: Claims;
  /** Ids of those that the state has: that one of them has a name is no surprise. */
  readonly own: Set<string>;
  /** Those that this run is to make or to change, by the name that they are to have. */
  readonly planned: Map<string, Readonly<Record<string, unknown>>>;
}

function thingsRun(what: string): ThingsRun {
  return { claims: new Claims(what), own: new Set(), planned: new Map() };
}

/**
 * Terraform plans everything twice, in two processes, and does not say which of them it is: what it has asked for so far
 * tells.
 */
export interface TerraformPhase {
  /** It has read the state again, imported, or planned a destroy: it is at the first plan. */
  refreshed: boolean;
  /** Something was applied: any plan to come is the second one. */
  applying: boolean;
}

/**
 * @param open the server of that name; called when something is to be read from it or made on it
 * @param terraform whether Terraform drives it
 */
export function createRun(open: (name: string) => DatabaseServer, terraform: boolean): Run {
  const servers = new Map<string, ServerRun>();
  let lookups: TenantLookups | undefined;
  const phase: TerraformPhase | undefined = terraform ? { refreshed: false, applying: false } : undefined;
  return {
    on(name) {
      const run = servers.get(name) ?? new ServerRun(name, () => open(name));
      servers.set(name, run);
      return run;
    },
    servers,
    integrations: thingsRun('integration'),
    accessScopes: thingsRun('access scope'),
    bundles: thingsRun('bundle'),
    accessFlows: thingsRun('access flow'),
    lookups(client) {
      // Loaded when first needed: start-up counts.
      const { TenantLookups }: typeof import('./access/tenant-lookups') = require('./access/tenant-lookups');
      lookups ??= new TenantLookups(client);
      return lookups;
    },
    drawn: new DrawnPasswords(),
    ...(phase && { terraform: phase }),
    get isFirstPlan() {
      return phase === undefined || (phase.refreshed && !phase.applying);
    },
    needsTakeOver: terraform,
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
  /** New names by old ones, of roles that this run renames. */
  readonly renames = new Map<string, string>();
  /** Roles that this run renames, makes anew or drops, and which of it: what the state knows of their grants no longer holds. */
  readonly unsettled = new Map<string, string>();
  /** Roles that this run gives another password, or the first one. */
  readonly newPasswords = new Set<string>();
  /** Roles that this run has made or changed, and their OIDs. */
  readonly appliedRoles = new Map<string, number>();
  /** Grants that this run applied. */
  readonly grants = new GrantsInRun();
  /** What authoritative grants the run has planned, by database. */
  readonly plannedGrants = new Map<string, DeclaredGrants[]>();
  /** The names of roles that this run wants. */
  readonly claims: Claims;
  /** Whether the admin may read stored passwords; undefined until a look has shown it. */
  readsVerifiers: boolean | undefined;

  /** Is told of all roles that were applied, in the transaction that did it, so that both are kept or neither. */
  recorded: ((session: Session, roles: readonly RoleIdentity[]) => Promise<void>) | undefined;

  private cluster: { readonly system: string | undefined } | undefined;
  private asked: Promise<string | undefined> | undefined;
  private serverVersion: Promise<number> | undefined;
  private looks: Batches<Look, Seen> | undefined;
  private twins: Batches<string, boolean> | undefined;
  private makes: Batches<RoleToMake, AppliedRole> | undefined;
  private matcher: VerifierMatcher | undefined;

  constructor(
    name: string,
    private readonly server: () => DatabaseServer,
  ) {
    this.claims = new Claims(`role of the server ${name}`);
  }

  /** Says that a role is to be planned, though it is not yet. */
  announce(role: string): void {
    if (!this.plannedRoles.has(role)) this.plannedRoles.set(role, null);
  }

  /** Reads roles, and what decides on what may be done with them; together with what else is asked at the same time. */
  async look(asked: Look): Promise<Seen> {
    // The engine is loaded when first needed: start-up counts.
    const { looksAt }: typeof import('./role/look') = require('./role/look');
    this.looks ??= looksAt(this.server, (session) => this.systemIdentifier(session));
    const seen = await this.looks.ask(asked);
    this.readsVerifiers = seen.facts.readsVerifiers;
    return seen;
  }

  /**
   * The system identifier of the cluster, asked once a run; undefined where it may not be read.
   *
   * @param session to ask by, where one is at hand
   */
  async systemIdentifier(session?: Session): Promise<string | undefined> {
    const {
      readSystemIdentifier,
    }: typeof import('../postgres/server-identity') = require('../postgres/server-identity');
    if (this.cluster !== undefined) return this.cluster.system;
    // Whoever holds a connection must not wait for who may be waiting for one.
    if (session !== undefined) {
      this.cluster = { system: await readSystemIdentifier(session) };
      return this.cluster.system;
    }
    this.asked ??= this.server()
      .use(readSystemIdentifier)
      .finally(() => {
        this.asked = undefined;
      });
    const system = await this.asked;
    this.cluster = { system };
    return system;
  }

  /** `server_version_num`. */
  version(): Promise<number> {
    this.serverVersion ??= this.server().use(async (session) => session.serverVersion);
    return this.serverVersion;
  }

  /** What compares stored passwords: the work for it is bounded for the whole run. */
  verifiers(): VerifierMatcher {
    const { VerifierMatcher }: typeof import('../postgres/roles') = require('../postgres/roles');
    this.matcher ??= new VerifierMatcher();
    return this.matcher;
  }

  /** Whether another role has this name as well, once in Unicode normal form C. */
  hasTwin(name: string): Promise<boolean> {
    const { twinsOn }: typeof import('./role/twins') = require('./role/twins');
    this.twins ??= twinsOn(this.server);
    return this.twins.ask(name);
  }

  /** Makes a role; together with those that are asked for at the same time. */
  make(role: RoleToMake): Promise<AppliedRole> {
    const { makesOn }: typeof import('./role/make') = require('./role/make');
    this.makes ??= makesOn(this.server);
    return this.makes.ask(role);
  }
}
