export { CATALOGUE, type ProblemCode } from './catalogue';
export { holdsCredentials } from './credentials';
export { learnEnvironment, learnSecrets } from './learn-secrets';
export { missingVariable } from './missing-variable';
export {
  hasErrors,
  type Path,
  type Problem,
  ProblemError,
  problem,
  problemData,
  renderPath,
  renderProblem,
  renderProblemDetail,
  renderProblemHead,
} from './problem';
export { rememberSecret, type SecretFilter, secretFilter, withoutSecrets } from './secrets';
export { isVisible, replaceInvisible, visible, visibleJson, visibleLines } from './visible';
