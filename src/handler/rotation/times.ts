const DAY = 24 * 60 * 60 * 1000;

/** When a version was raised, and when it is due. */
export function timesOf(rotatedAt: unknown, everyDays: number): { rotated_at: string; due_at: string } {
  const at = new Date(String(rotatedAt));
  return { rotated_at: String(rotatedAt), due_at: new Date(at.getTime() + everyDays * DAY).toISOString() };
}

/** Whole days since then; none where the clock was set back. */
export function ageInDays(rotatedAt: unknown, now = Date.now()): number {
  return Math.max(0, Math.floor((now - new Date(String(rotatedAt)).getTime()) / DAY));
}
