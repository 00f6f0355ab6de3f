/**
 * The CDKTF CLI, as installed with this project.
 *
 * @throws Error where it is missing, or has no pseudo-terminal for this platform, without which it cannot start
 */
export function cdktfProgram(): string {
  try {
    require('@cdktf/node-pty-prebuilt-multiarch');
    return require.resolve('cdktf-cli/bundle/bin/cdktf.js');
  } catch (error) {
    const [reason] = String((error as Error).message).split('\n');
    throw new Error(
      `The CDKTF CLI cannot start with Node ${process.versions.node} on ${process.platform}-${process.arch}: ${reason}\nWhat to do: run npm install in this folder, without --omit=optional or --omit=dev.`,
    );
  }
}
