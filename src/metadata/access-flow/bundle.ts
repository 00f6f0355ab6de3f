import * as z from 'zod';
import type { Description } from '../description';
import { displayName, displayNameProblems } from '../display-name';
import { text } from '../fields';
import { bundleTargetProblems, bundleTargets } from './access-target';
import { spaceAttributes } from './space';
import { summary } from './summary';

const EXAMPLE = 'Support kit';

const schema = z.strictObject({
  id: text({ description: "The bundle's id at Apono.", readOnly: true }).optional(),
  name: displayName('The name that people see, unique among the bundles of the tenant.', EXAMPLE),
  access_targets: bundleTargets,
  ...spaceAttributes,
  summary,
});

/** `aponopg_bundle`: several targets under one name. */
export const bundle: Description<typeof schema> = {
  name: 'aponopg_bundle',
  summary: 'A bundle at Apono: several targets that are asked for, and given, together.',
  schema,
  rules: [(value) => displayNameProblems(value, EXAMPLE), bundleTargetProblems],
};

export type Bundle = z.infer<typeof schema>;
