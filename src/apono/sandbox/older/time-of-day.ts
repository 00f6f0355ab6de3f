/** Seconds since midnight as a time of day: `08:00`, or `23:59:59` where minutes are not enough. */
export function timeOfDay(seconds: unknown): string {
  const all = Number(seconds);
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return (all % 60 === 0 ? parts.slice(0, 2) : parts).join(':');
}

/** A time of day as seconds since midnight. */
export function secondsOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
