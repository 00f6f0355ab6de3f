/** `connected_resource_types` -> `connectedResourceTypes`: a name of a description, as TypeScript spells it. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
