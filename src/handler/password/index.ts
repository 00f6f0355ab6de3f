import { check, isGiven, known, password, passwordRecipe } from '../../metadata';
import { rememberSecret } from '../../problem';
import type { HandlerEphemeral } from '../handler-resource';
import { derivePassword, drawPassword } from './draw';

/**
 * `ephemeral aponopg_password`. Loaded by `require` when it is first needed.
 * @public
 */
export const passwordEphemeral: HandlerEphemeral = {
  description: password,

  validate: (config) => check(password, config),

  async open(config, context) {
    const recipe = passwordRecipe(config);
    const { key, name, version } = config;
    if (isGiven(key)) rememberSecret(String(key));
    const result = isGiven(key)
      ? derivePassword(recipe, { key: String(key), name: String(name), version: Number(version) })
      : drawPassword(recipe);
    rememberSecret(result);
    context.run.drawn.add(result, { version: known(version) as number | undefined, random: !isGiven(key) });
    return { values: { ...config, ...recipe, result } };
  },
};
