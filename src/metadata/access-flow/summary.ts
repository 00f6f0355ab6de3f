import * as z from 'zod';
import { annotate } from '../annotation';

/** What something gives, told to people. */
export const summary = annotate(z.array(z.string()), {
  description: 'What it gives to whom, in sentences; known at plan.',
  readOnly: true,
}).optional();
