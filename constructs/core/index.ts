/**
 * What is different with the two cores. The build puts `./cdktn` in the place of `./cdktf` where it makes
 * `cdktf-apono-postgresql/cdktn`.
 */
export * from './cdktf';
