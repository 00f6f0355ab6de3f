/** `15.18 (Debian 15.18-1)`, `18beta1` or `13.4` as `server_version_num` has it: 150018, 180000, 130004. */
export function serverVersionNumber(text: string): number {
  const match = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  const major = Number(match?.[1] ?? 0);
  const minor = Number(match?.[2] ?? 0);
  return major >= 10 ? major * 10_000 + minor : major * 10_000 + minor * 100 + Number(match?.[3] ?? 0);
}
