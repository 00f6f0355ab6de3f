export type { FailNext, SandboxFaults } from './faults';
export { type Sandbox, type SandboxOptions, type SeenRequest, startSandbox } from './server';
