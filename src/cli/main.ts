import { run } from './run';

// As Node has it from version 21 on. pg looks for it to tell where it runs, and else loads all of fetch to find out.
Object.assign(globalThis, { navigator: globalThis.navigator ?? { userAgent: `Node.js/${process.versions.node}` } });

run(process.argv, process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
