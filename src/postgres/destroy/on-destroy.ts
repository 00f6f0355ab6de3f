/** What becomes of what the role leaves behind. */
export interface OnDestroy {
  /** The heir of everything the role owns. Default: none. */
  readonly reassign_owned_to?: string | null;
  /** Drop what the role owns, or still owns after the heir took over. Default false. */
  readonly drop_owned?: boolean;
  /** End the role's sessions. Default false: open sessions are refused. */
  readonly terminate_sessions?: boolean;
  /** Let the heir have code that then runs with its rights. Default false: refused where the heir has more of them. */
  readonly reassign_executable_objects?: boolean;
}
