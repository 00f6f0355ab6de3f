/** What not every release of Terraform and OpenTofu can do, under cdktn's names. */
export type Feature = 'writeOnlyAttributes' | 'ephemeralResources';
