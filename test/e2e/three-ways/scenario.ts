import type { WayName } from './way';

/** What stands where a scenario takes place: the same in every way in, under other names. */
export interface Place {
  readonly schema: string;
  /** Owns the schema, with tables `orders (id, note)` and `items (id)`. */
  readonly owner: string;
  readonly reader: string;
  readonly other: string;
  /** May use the schema, and holds SELECT on `orders` with grant option. */
  readonly delegate: string;
  readonly group: string;
  /** Names that no role has. */
  readonly made: string;
  readonly renamed: string;
}

type Values = Readonly<Record<string, unknown>>;

/** What is declared, and what has come of it once it was applied. */
export interface Step {
  /** What somebody does as the superuser before, in the schema. */
  readonly byHand?: string;
  /** An `aponopg_role` without its server; none: there is none. */
  readonly role?: Values;
  /** An `aponopg_grants` without its server and database; none: there is none. */
  readonly grants?: Values;
  /** For `aponopg apply`, which remembers nothing: what says the same as that something has left. */
  readonly leftIs?: Values;
  /** The codes of errors; nothing is changed then. */
  readonly refused?: readonly string[];
  /** The codes of warnings. */
  readonly warned?: readonly string[];
  /** Codes that only Terraform's plan tells, which sees what is there before anything of the run is done. */
  readonly atPlan?: readonly string[];
  /** Everything in the catalogs that concerns the roles and the schema, save what an owner has by owning. */
  readonly holds: readonly string[];
  /** The ways in which the step can be taken; default: all. */
  readonly through?: readonly WayName[];
}

export interface Scenario {
  readonly name: string;
  readonly steps: (place: Place) => readonly Step[];
}

/** What every place holds from the beginning. */
export const DELEGATE = ['schema app: delegate USAGE by owner', 'table orders: delegate SELECT* by owner'] as const;

export const usage = (...grantees: string[]) => ({ grantees, on: 'schema', objects: ['app'], privileges: ['USAGE'] });

export const tables = (grantees: readonly string[], privileges: readonly string[], more: object = {}) => ({
  ...{ grantees, on: 'table', schemas: ['app'], privileges },
  ...more,
});
