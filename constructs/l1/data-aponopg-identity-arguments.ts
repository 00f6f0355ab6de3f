// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_identity`. */
export interface DataAponopgIdentityArguments {
  /**
   * What is looked up: `user`, `group`, or an attribute of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * A user's e-mail, a group's name, the value of an attribute.
   * @example "RND"
   */
  readonly name: string;
  /**
   * The identity provider integration that knows it, by name or id; needed where several do.
   * @example "Okta"
   * @default none
   */
  readonly sourceIntegrationName?: string | undefined;
}
