/**
 * The messages of Terraform's protocol 6 that this package reads and writes, as protobufjs wants them. Names and numbers
 * are the protocol's; messages and fields that are not used are left out, and skipped by the reader.
 */
export const DESCRIPTOR = {
  nested: {
    DynamicValue: fields({ msgpack: ['bytes', 1], json: ['bytes', 2] }),
    RawState: { fields: { json: { type: 'bytes', id: 1 }, flatmap: { keyType: 'string', type: 'string', id: 2 } } },
    Step: {
      oneofs: { selector: { oneof: ['attributeName', 'elementKeyString', 'elementKeyInt'] } },
      ...fields({ attributeName: ['string', 1], elementKeyString: ['string', 2], elementKeyInt: ['int64', 3] }),
    },
    AttributePath: fields({ steps: ['Step', 1, 'repeated'] }),
    Diagnostic: fields({
      severity: ['int32', 1],
      summary: ['string', 2],
      detail: ['string', 3],
      attribute: ['AttributePath', 4],
    }),

    Object: fields({ attributes: ['Attribute', 1, 'repeated'], nesting: ['int32', 3] }),
    Attribute: fields({
      name: ['string', 1],
      type: ['bytes', 2],
      description: ['string', 3],
      required: ['bool', 4],
      optional: ['bool', 5],
      computed: ['bool', 6],
      sensitive: ['bool', 7],
      deprecated: ['bool', 9],
      nestedType: ['Object', 10],
      writeOnly: ['bool', 11],
      deprecationMessage: ['string', 12],
    }),
    Block: fields({ version: ['int64', 1], attributes: ['Attribute', 2, 'repeated'], description: ['string', 4] }),
    Schema: fields({ version: ['int64', 1], block: ['Block', 2] }),

    ServerCapabilities: fields({
      planDestroy: ['bool', 1],
      getProviderSchemaOptional: ['bool', 2],
      moveResourceState: ['bool', 3],
    }),
    ClientCapabilities: fields({ deferralAllowed: ['bool', 1], writeOnlyAttributesAllowed: ['bool', 2] }),

    IdentityData: fields({ identityData: ['DynamicValue', 1] }),
    IdentityAttribute: fields({
      name: ['string', 1],
      type: ['bytes', 2],
      requiredForImport: ['bool', 3],
      optionalForImport: ['bool', 4],
      description: ['string', 5],
    }),
    IdentitySchema: fields({ version: ['int64', 1], identityAttributes: ['IdentityAttribute', 2, 'repeated'] }),
    IdentitySchemas: {
      fields: {
        identitySchemas: { keyType: 'string', type: 'IdentitySchema', id: 1 },
        diagnostics: { rule: 'repeated', type: 'Diagnostic', id: 2 },
      },
    },
    UpgradeIdentityRequest: fields({ typeName: ['string', 1], version: ['int64', 2], rawIdentity: ['RawState', 3] }),
    UpgradeIdentityResponse: fields({
      upgradedIdentity: ['IdentityData', 1],
      diagnostics: ['Diagnostic', 2, 'repeated'],
    }),

    Empty: { fields: {} },
    /** The answer of every call that only says what is wrong, where the diagnostics have number 1. */
    FirstDiagnostics: fields({ diagnostics: ['Diagnostic', 1, 'repeated'] }),
    /** The same with number 2. */
    SecondDiagnostics: fields({ diagnostics: ['Diagnostic', 2, 'repeated'] }),
    TypeName: fields({ typeName: ['string', 1] }),
    FunctionName: fields({ name: ['string', 1] }),
    Metadata: fields({
      serverCapabilities: ['ServerCapabilities', 1],
      diagnostics: ['Diagnostic', 2, 'repeated'],
      dataSources: ['TypeName', 3, 'repeated'],
      resources: ['TypeName', 4, 'repeated'],
      functions: ['FunctionName', 5, 'repeated'],
      ephemeralResources: ['TypeName', 6, 'repeated'],
    }),
    ProviderSchema: {
      fields: {
        provider: { type: 'Schema', id: 1 },
        resourceSchemas: { keyType: 'string', type: 'Schema', id: 2 },
        dataSourceSchemas: { keyType: 'string', type: 'Schema', id: 3 },
        diagnostics: { rule: 'repeated', type: 'Diagnostic', id: 4 },
        serverCapabilities: { type: 'ServerCapabilities', id: 6 },
        functions: { keyType: 'string', type: 'Function', id: 7 },
        ephemeralResourceSchemas: { keyType: 'string', type: 'Schema', id: 8 },
      },
    },

    ProviderConfig: fields({ config: ['DynamicValue', 1] }),
    ConfigureRequest: fields({ terraformVersion: ['string', 1], config: ['DynamicValue', 2] }),
    ValidateRequest: fields({
      typeName: ['string', 1],
      config: ['DynamicValue', 2],
      clientCapabilities: ['ClientCapabilities', 3],
    }),
    UpgradeRequest: fields({ typeName: ['string', 1], version: ['int64', 2], rawState: ['RawState', 3] }),
    UpgradeResponse: fields({ upgradedState: ['DynamicValue', 1], diagnostics: ['Diagnostic', 2, 'repeated'] }),
    ReadRequest: fields({ typeName: ['string', 1], currentState: ['DynamicValue', 2], private: ['bytes', 3] }),
    ReadResponse: fields({
      newState: ['DynamicValue', 1],
      diagnostics: ['Diagnostic', 2, 'repeated'],
      private: ['bytes', 3],
      newIdentity: ['IdentityData', 5],
    }),
    PlanRequest: fields({
      typeName: ['string', 1],
      priorState: ['DynamicValue', 2],
      proposedNewState: ['DynamicValue', 3],
      config: ['DynamicValue', 4],
      priorPrivate: ['bytes', 5],
      clientCapabilities: ['ClientCapabilities', 7],
      plannedPrivate: ['bytes', 9],
    }),
    PlanResponse: fields({
      plannedState: ['DynamicValue', 1],
      requiresReplace: ['AttributePath', 2, 'repeated'],
      plannedPrivate: ['bytes', 3],
      diagnostics: ['Diagnostic', 4, 'repeated'],
      plannedIdentity: ['IdentityData', 7],
    }),
    ApplyRequest: fields({
      typeName: ['string', 1],
      priorState: ['DynamicValue', 2],
      plannedState: ['DynamicValue', 3],
      config: ['DynamicValue', 4],
      plannedPrivate: ['bytes', 5],
    }),
    ApplyResponse: fields({
      newState: ['DynamicValue', 1],
      private: ['bytes', 2],
      diagnostics: ['Diagnostic', 3, 'repeated'],
      newIdentity: ['IdentityData', 5],
    }),
    ImportRequest: fields({ typeName: ['string', 1], id: ['string', 2], identity: ['IdentityData', 4] }),
    ImportedResource: fields({
      typeName: ['string', 1],
      state: ['DynamicValue', 2],
      private: ['bytes', 3],
      identity: ['IdentityData', 4],
    }),
    ImportResponse: fields({
      importedResources: ['ImportedResource', 1, 'repeated'],
      diagnostics: ['Diagnostic', 2, 'repeated'],
    }),
    MoveRequest: fields({
      sourceProviderAddress: ['string', 1],
      sourceTypeName: ['string', 2],
      sourceSchemaVersion: ['int64', 3],
      sourceState: ['RawState', 4],
      targetTypeName: ['string', 5],
    }),
    MoveResponse: fields({
      targetState: ['DynamicValue', 1],
      diagnostics: ['Diagnostic', 2, 'repeated'],
      targetPrivate: ['bytes', 3],
      targetIdentity: ['IdentityData', 4],
    }),
    ReadDataRequest: fields({ typeName: ['string', 1], config: ['DynamicValue', 2] }),
    ReadDataResponse: fields({ state: ['DynamicValue', 1], diagnostics: ['Diagnostic', 2, 'repeated'] }),

    Timestamp: fields({ seconds: ['int64', 1], nanos: ['int32', 2] }),
    Deferred: fields({ reason: ['int32', 1] }),
    OpenEphemeralRequest: fields({
      typeName: ['string', 1],
      config: ['DynamicValue', 2],
      clientCapabilities: ['ClientCapabilities', 3],
    }),
    OpenEphemeralResponse: fields({
      diagnostics: ['Diagnostic', 1, 'repeated'],
      renewAt: ['Timestamp', 2],
      result: ['DynamicValue', 3],
      private: ['bytes', 4],
      deferred: ['Deferred', 5],
    }),
    /** To renew one, and to close it. */
    EphemeralRequest: fields({ typeName: ['string', 1], private: ['bytes', 2] }),
    RenewEphemeralResponse: fields({
      diagnostics: ['Diagnostic', 1, 'repeated'],
      renewAt: ['Timestamp', 2],
      private: ['bytes', 3],
    }),

    Parameter: fields({
      name: ['string', 1],
      type: ['bytes', 2],
      allowNullValue: ['bool', 3],
      allowUnknownValues: ['bool', 4],
      description: ['string', 5],
    }),
    Return: fields({ type: ['bytes', 1] }),
    Function: fields({
      parameters: ['Parameter', 1, 'repeated'],
      variadicParameter: ['Parameter', 2],
      return: ['Return', 3],
      summary: ['string', 4],
      description: ['string', 5],
      deprecationMessage: ['string', 7],
    }),
    FunctionsResponse: {
      fields: {
        functions: { keyType: 'string', type: 'Function', id: 1 },
        diagnostics: { rule: 'repeated', type: 'Diagnostic', id: 2 },
      },
    },
    CallFunctionRequest: fields({ name: ['string', 1], arguments: ['DynamicValue', 2, 'repeated'] }),
    FunctionError: fields({ text: ['string', 1], functionArgument: ['int64', 2] }),
    CallFunctionResponse: fields({ result: ['DynamicValue', 1], error: ['FunctionError', 2] }),
  },
};

type Field = readonly [type: string, id: number, rule?: 'repeated'];

function fields(described: Record<string, Field>) {
  const all = Object.entries(described).map(([name, [type, id, rule]]) => [
    name,
    rule ? { type, id, rule } : { type, id },
  ]);
  return { fields: Object.fromEntries(all) as Record<string, { type: string; id: number }> };
}
