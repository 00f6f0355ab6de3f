import type { IPostgresqlServer } from './server-reference';

/** A role as grants and memberships refer to it. */
export interface IDatabaseRole {
  /** Its name; of a role made in the same stack a reference, so that the role comes first. */
  readonly roleName: string;
  /** Whose role it is; undefined where that is not known here. */
  readonly server?: IPostgresqlServer | undefined;
  /** The same in plain text, where `roleName` is a reference and the program knows the name. */
  readonly plainName?: string | undefined;
}
