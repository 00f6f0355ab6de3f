import {
  CONFIG_KEYS,
  holdsUnknown,
  integration,
  isUnknown,
  objectShapeOf,
  placeDefaults,
  UNKNOWN,
  withDefaults,
} from '../../metadata';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import { sameValue } from '../same-value';
import { integrationConfig, type KnownIntegration } from './request-body';

/** Attributes that only tell this tool how to work: a change of them alone is none of Apono's business. */
const OWN = new Set(['preflight', 'wait_for_active_seconds']);

/** What would be registered: a pure function of configuration and state. */
export function planIntegration({ config, prior }: PlanRequest): Planned {
  const shape = objectShapeOf(integration.schema);
  const values: Values = withDefaults(shape, config);
  values.port = withPlaceDefault(config, 'port');
  values.dbname = withPlaceDefault(config, 'dbname');
  values.integration_config = plannedConfig(values);

  const configurable = Object.keys(shape.attributes).filter((name) => !shape.attributes[name]?.annotation.readOnly);
  const changed = configurable.filter(
    (name) => !prior || !sameValue(shape.attributes[name], values[name], prior.values[name]),
  );
  const sends = changed.some((name) => !OWN.has(name));

  values.id = prior?.values.id ?? UNKNOWN;
  values.status = prior && !sends ? prior.values.status : UNKNOWN;
  values.last_sync_time = prior && !sends ? prior.values.last_sync_time : UNKNOWN;
  if (prior && !sends) values.integration_config = prior.values.integration_config;
  return {
    values,
    private: prior?.private ?? {},
    replaces: prior && changed.includes('type') ? [['type']] : [],
  };
}

/** Whether an update has anything to tell Apono. */
export function sendsSomething(planned: Values): boolean {
  return isUnknown(planned.status);
}

function withPlaceDefault(config: Values, name: 'port' | 'dbname'): unknown {
  if ((config[name] ?? null) !== null) return config[name];
  return isUnknown(config.type) ? UNKNOWN : (placeDefaults(config.type)[name] ?? null);
}

function plannedConfig(values: Values): unknown {
  const parts = [...Object.keys(CONFIG_KEYS), 'extra_config'].map((name) => values[name]);
  return parts.some(holdsUnknown) ? UNKNOWN : integrationConfig(values as KnownIntegration);
}
