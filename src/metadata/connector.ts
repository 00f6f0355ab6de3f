import * as z from 'zod';
import { annotate } from './annotation';
import type { Description } from './description';
import { flag, integer, text } from './fields';

const schema = z.strictObject({
  id: text({ description: "The connector's id.", example: 'AwsConnector-Prod' }),
  minimum_version: annotate(z.string().regex(/^v?\d+(\.\d+){0,3}([-+].*)?$/), {
    description: 'The oldest version accepted.',
    allowed: 'a version, for instance 1.3.0',
    example: '1.3.0',
  }).optional(),
  wait_seconds: integer(0, 3600, {
    description:
      'How long to wait for a connector that is unknown, disconnected or too old: one that is being deployed registers when it starts. Default 0: it has to be there.',
    unit: 'seconds',
    example: 300,
  }).optional(),
  registered_id: text({
    description: 'The same id, known once the connector was found: what refers to it is planned after that.',
    readOnly: true,
  }).optional(),
  name: text({ description: 'The name that people see.', readOnly: true }).optional(),
  status: text({ description: '`CONNECTED` or `DISCONNECTED`.', readOnly: true }).optional(),
  version: text({ description: 'The version that runs.', readOnly: true }).optional(),
  is_latest_version: flag({ description: 'Whether there is no newer one.', readOnly: true }).optional(),
  cloud_provider_type: text({ description: 'The cloud it gives access to.', readOnly: true }).optional(),
});

/** `data aponopg_connector`: a connector that is there, connected and new enough. */
export const connector: Description<typeof schema> = {
  name: 'aponopg_connector',
  summary: 'Reads a connector, and stops the plan when it is unknown, disconnected or too old.',
  schema,
  rules: [],
};

export type Connector = z.infer<typeof schema>;
