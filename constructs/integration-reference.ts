import type { ResourceType } from './resource-type';

/** An integration as others refer to it. */
export interface IPostgresqlIntegration {
  /** The id at Apono, once registered. */
  readonly integrationId: string;
  /** Its name at Apono, by which access flows refer to it; where it is not known here, they take the id. */
  readonly integrationName?: string | undefined;
  /** What it offers for access; undefined where that is not known here. */
  readonly connectedResourceTypes?: readonly ResourceType[] | undefined;
}
