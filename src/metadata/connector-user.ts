/** The database user that Apono's connector signs in with, as it is made and looked for where nothing else is said. */
export const CONNECTOR_USER = { name: 'apono_connector', comment: "Apono's connector" } as const;
