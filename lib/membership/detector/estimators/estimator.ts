/**
 * When to suspect: an estimator learns from the heartbeats that have come, and says until when the next one is
 * waited for. It is a record of functions over plain data, and knows only the clock of the node that watches.
 *
 * @module
 */

/** A heartbeat that has come, and was news. */
export interface Arrival {
  /** When it came, in ms of the watching node's clock. */
  readonly atMs: number;
  /** Its number among those of its sender's life, from 1. */
  readonly sequence: number;
  /** Whether the sender was suspected when it came: then the suspicion was a mistake, or it has come back. */
  readonly suspected: boolean;
}

/** A way to tell how long to wait; `E` is what it knows of one sender in one life. */
export interface Estimator<E = unknown> {
  /** Its name and parameters, as in a legend: "φ 8". */
  readonly name: string;
  /** What it knows of a sender that is watched from `nowMs` on, and from whom nothing has come. */
  start(nowMs: number): E;
  /** Learns of a heartbeat; changes what is known in place. */
  arrive(known: E, arrival: Arrival): void;
  /** When the sender is suspected unless another heartbeat comes, in ms of the same clock; `Infinity`: never. */
  deadlineMs(known: E): number;
}

/** Throws unless `ms` is a finite number of at least 0. */
export function spanMs(estimator: string, name: string, ms: number): number {
  if (ms >= 0 && ms < Infinity) return ms;
  throw new RangeError(
    `Cannot estimate by ${estimator} because ${name} must be a finite number of at least 0: given ${ms}`,
  );
}
