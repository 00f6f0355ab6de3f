import * as z from 'zod';
import { annotate } from '../annotation';
import { text } from '../fields';

/** The space that something lives in: newer than Apono's public API description. */
export const spaceAttributes = {
  space_reference: text({
    description: 'The space that it belongs to, by name. Needs `apono.preview`.',
    replaces: true,
    example: 'Payments',
  }).optional(),
  space: annotate(
    z.strictObject({
      space_id: text({ description: "Apono's id of the space.", readOnly: true }).optional(),
      space_name: text({ description: "The space's name.", readOnly: true }).optional(),
    }),
    { description: 'The space, as Apono knows it.', readOnly: true },
  ).optional(),
};
