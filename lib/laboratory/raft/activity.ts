/** Activities that run at the same time, each one step after another. @module */

/** A span to wait, in ms, or less, if the condition comes true before. */
export interface Pause {
  /** The longest to wait, in ms. */
  readonly ms: number;
  /** Looked at whenever something has happened. */
  until?(): boolean;
}

/** An activity: one step after another, with waits in between. */
export type Activity<Result = void> = Generator<Pause, Result, void>;

/** How time passes for activities. */
export interface Clockwork {
  /** Virtual time, in ms. */
  now(): number;
  /** Lets time pass, or less, if the condition comes true before. */
  wait(ms: number, until: () => boolean): unknown;
}

interface Underway {
  readonly activity: Activity<unknown>;
  pause: Pause;
  since: number;
}

/**
 * Follows several activities at once, until all have ended; those that are due at the same time go in
 * order.
 */
export function together(activities: readonly Activity<unknown>[], clock: Clockwork): void {
  const isDue = ({ pause, since }: Underway) =>
    clock.now() >= since + pause.ms || pause.until?.() === true;
  let underway: Underway[] = activities.map((activity) => ({
    activity,
    pause: { ms: 0 },
    since: clock.now(),
  }));
  for (;;) {
    underway = underway.filter((each) => !isDue(each) || goesOn(each, clock));
    if (underway.length === 0) return;
    const next = Math.min(...underway.map(({ pause, since }) => since + pause.ms));
    clock.wait(next - clock.now(), () => underway.some(isDue));
  }
}

function goesOn(each: Underway, clock: Clockwork): boolean {
  const { done, value } = each.activity.next();
  if (done) return false;
  each.pause = value as Pause;
  each.since = clock.now();
  return true;
}
