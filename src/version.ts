/** The version of this package, of the provider and of the command line: one number, the same as in package.json. */
export const VERSION = '0.6.0';
