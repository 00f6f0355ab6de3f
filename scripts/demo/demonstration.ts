import type { Sandbox } from '../../src/apono/sandbox';
import type { DemoDatabase } from './database';
import type { Deployment } from './deployment';
import type { Step } from './steps';
import type { Core, Way } from './ways';

/** What a demonstration works with. */
export interface Stage {
  readonly core: Core;
  readonly way: Way;
  /** What runs Terraform; undefined where there is none. */
  readonly terraform: string | undefined;
  readonly database: DemoDatabase;
  readonly sandbox: Sandbox;
  /** What must be put away, the last first. */
  readonly tidy: (() => Promise<void> | void)[];
  readonly step: Step;
  /** What every stack asks for: where the database is, and the admin's password. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where Apono is, and the token. */
  readonly apono: Readonly<Record<string, string>>;
  /** Whether what is deployed stays. */
  readonly keep: boolean;
}

/** An example, deployed and proved. */
export interface Demonstration {
  /** How many steps it takes with a destroy, those around it included. */
  readonly steps: number;
  run(stage: Stage): Promise<Deployment>;
}
