import * as z from 'zod';
import { review } from '../../src/metadata';

/** The published JSON Schema of a review. */
export function reviewSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(review.schema) as Record<string, unknown>;
  return { $schema, title: 'aponopg review', description: review.summary, ...schema };
}
