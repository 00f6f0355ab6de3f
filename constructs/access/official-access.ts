import type { AponoAccessFlowV2Arguments } from '../l1/apono-access-flow-v2-arguments';

/** A flow for the official provider: what ours sends where nothing is said is written out, what it does not know left out. */
export function officialFlow(values: Readonly<Record<string, unknown>>): AponoAccessFlowV2Arguments {
  const { requestor_identity_type: _, settings, ...rest } = values as unknown as AponoAccessFlowV2Arguments;
  // Apono's own default is true, also where nobody asks, and then refuses it.
  const justification = settings.justification_required ?? rest.trigger !== 'AUTOMATIC';
  return { ...rest, settings: { ...settings, justification_required: justification } };
}
