export { CATALOGUE, type ProblemCode } from './catalogue';
export {
  hasErrors,
  type Path,
  type Problem,
  ProblemError,
  problem,
  renderPath,
  renderProblem,
  renderProblemDetail,
} from './problem';
