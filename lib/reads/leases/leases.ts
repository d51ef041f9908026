/**
 * Leases between servers whose clocks need not agree, only run alike: whoever grants one does not do a certain thing
 * before it is over, and knows when that is without asking. Gray and Cheriton 1989; with a guard before the first
 * promise, as in Moraru, Andersen and Kaminsky 2014 (Paxos quorum leases) and Hu, Arpaci-Dusseau and Arpaci-Dusseau
 * 2025 (Bodega).
 *
 * A promise may be long on its way, and its holder counts it from when it comes. So the grantor first sends a guard,
 * and the holder takes a promise only for some time after that. If the promise was sent after the answer to the
 * guard, it is taken within `guardMs` of being sent or not at all, and over `leaseMs` after that. Each later promise is
 * taken only while the one before it lasts.
 *
 * @module
 */

/** How long leases are, and how well clocks run. */
export interface LeaseTimes {
  /** How long a promise lasts, on its holder's clock, in ms. */
  readonly leaseMs: number;
  /** For how long after a guard the first promise is taken, on its holder's clock, in ms. */
  readonly guardMs: number;
  /** How far clocks drift at most, as a fraction: 0.01 is 10 ms in a second. */
  readonly drift: number;
}

/** How long a time is at most on another clock, when the one that measures it may be slow. */
export function elsewhere(ms: number, drift: number): number {
  return ms * (1 + drift) / (1 - drift);
}

/**
 * How long a lease that is granted or renewed now is held at most, on its grantor's clock: for so long a grantor that
 * comes back from a crash, and remembers nothing, takes others for holders. A renewal may come when the lease before
 * it is just about to end, which counts where guards are shorter than leases.
 */
export function longest({ leaseMs, guardMs, drift }: LeaseTimes): number {
  return elsewhere(Math.max(guardMs, leaseMs) + leaseMs, drift);
}

/** Names a guard that its holder has heard; it never names another one, also when its holder has crashed between. */
export interface Heard {
  /** When, on the holder's clock. */
  readonly at: number;
  /** Counts those that the holder has heard since it started. */
  readonly count: number;
}

/** Whether two names are of the same guard. */
export function isSame(a: Heard, b: Heard): boolean {
  return a.at === b.at && a.count === b.count;
}

/**
 * Whether one guard was heard after another. A reply that was long on its way says nothing of the lease that its sender
 * has by now: a grant takes the place of another only if its guard was heard later.
 */
export function isLater(a: Heard, b: Heard): boolean {
  return a.at > b.at || a.at === b.at && a.count > b.count;
}

/** A lease, as its grantor knows it. */
export interface Grant<N> {
  /** What it is for. */
  readonly number: N;
  /** The guard that it came after. */
  readonly heard: Heard;
  /** Counts the promises. */
  turn: number;
  /** Whether the last promise has been answered. */
  answered: boolean;
  /** On the grantor's clock, the holder has none any more from then on. */
  until: number;
}

/** A lease, as its holder knows it. */
export interface Lease<N> {
  /** What it is for. */
  readonly number: N;
  /** The guard that it comes after. */
  readonly heard: Heard;
  /** Up to which place the grantor had something when it began. */
  readonly bar: number;
  /** How many promises have come. */
  turn: number;
  /** Until when it lasts, on the holder's clock; null as long as no promise has come. */
  until: number | null;
}

/** The first promise is sent. */
export function grant<N>(
  number: N,
  heard: Heard,
  now: number,
  { leaseMs, guardMs, drift }: LeaseTimes,
): Grant<N> {
  const until = now + elsewhere(guardMs + leaseMs, drift);
  return { number, heard, turn: 1, answered: false, until };
}

/** The next promise is to be sent: it is taken while the one before lasts, and lasts `leaseMs` from then. */
export function renew<N>(granted: Grant<N>, { leaseMs, drift }: LeaseTimes): void {
  granted.turn++;
  granted.answered = false;
  granted.until += elsewhere(leaseMs, drift);
}

/** A promise has been answered: it was taken before now. */
export function noteTaken<N>(
  granted: Grant<N>,
  turn: number,
  now: number,
  { leaseMs, drift }: LeaseTimes,
): void {
  if (turn !== granted.turn || granted.answered) return;
  granted.answered = true;
  granted.until = Math.min(granted.until, now + elsewhere(leaseMs, drift));
}

/** Whether a lease lasts, as its holder knows. */
export function lasts<N>({ until }: Readonly<Lease<N>>, now: number): boolean {
  return until !== null && now < until;
}

/** Takes a promise, if it may be taken; whether it is to be answered. */
export function take<N>(
  lease: Lease<N>,
  heard: Heard,
  turn: number,
  now: number,
  { leaseMs, guardMs }: LeaseTimes,
): boolean {
  if (heard.at !== lease.heard.at || heard.count !== lease.heard.count) return false;
  // It has come before: its answer was lost.
  if (turn === lease.turn) return lasts(lease, now);
  const may = turn === 1 ? now - lease.heard.at <= guardMs : lasts(lease, now);
  if (turn !== lease.turn + 1 || !may) return false;
  lease.turn = turn;
  lease.until = now + leaseMs;
  return true;
}
