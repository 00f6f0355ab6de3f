/** A resource as a state has it, by the address `type.name`. */
export type WrittenResources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A state as another provider leaves it. @param provider its source address */
export function writtenState(provider: string, resources: WrittenResources): object {
  return {
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: 'written-by-hand',
    outputs: {},
    resources: Object.entries(resources).map(([address, attributes]) => {
      const [type, name] = address.split('.');
      const instances = [{ schema_version: 0, attributes, sensitive_attributes: [] }];
      return { mode: 'managed', type, name, provider: `provider["${provider}"]`, instances };
    }),
    check_results: null,
  };
}
