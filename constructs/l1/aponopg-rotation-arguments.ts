// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_rotation`. */
export interface AponopgRotationArguments {
  /**
   * How many days a version is good for.
   * Unit: days.
   * Allowed: a whole number from 1 to 3650.
   * @example 90
   */
  readonly everyDays: number;
  /**
   * Any text; a change of it raises the version at once.
   * @example "someone saw it, 2026-11-27"
   * @default none
   */
  readonly trigger?: string | undefined;
}
