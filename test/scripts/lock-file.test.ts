import { packages } from '../../package-lock.json';

interface Locked {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Every package that a locked one names and that the lock file has nowhere that it would be looked for. */
function missing(locked: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(locked).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in locked))
      .map((name) => `${path || 'package.json'} needs ${name}`),
  );
}

/** `node_modules/a/node_modules/b` looks in its own folder, in that of `a`, then in the root's. */
function foldersAbove(path: string): string[] {
  const parts = path === '' ? [] : path.split(/(?:^|\/)node_modules\//).slice(1);
  return [...parts.keys(), parts.length].map((count) =>
    parts
      .slice(0, count)
      .map((part) => `node_modules/${part}/`)
      .join(''),
  );
}

test('the lock file holds the optional packages of every platform: without one `npm ci` refuses it', () => {
  const locked: Readonly<Record<string, Locked>> = packages;
  expect(missing(locked)).toEqual([]);
  const { 'node_modules/@esbuild/darwin-arm64': _, ...others } = packages;
  expect(missing(others)).toEqual(['node_modules/esbuild needs @esbuild/darwin-arm64']);
});
