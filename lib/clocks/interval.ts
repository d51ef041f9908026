/**
 * Interval clocks: a clock that knows how wrong it may be, and says so. Spanner's TrueTime (Corbett et
 * al. 2012, section 3) returns an interval that contains the true time; waiting until an interval has
 * passed turns bounded uncertainty into order.
 *
 * @module
 */

/** The true time is not before `earliest` and not after `latest`, both in ms. */
export interface Interval {
  /** Invariant: `earliest` ≤ `latest`. */
  readonly earliest: number;
  /** The last moment that it can be. */
  readonly latest: number;
}

/** The interval of a clock that reads `reading` and is at most `uncertaintyMs` wrong. */
export function around(reading: number, uncertaintyMs: number): Interval {
  if (!(uncertaintyMs >= 0)) {
    throw new RangeError(
      `Cannot make an interval because its uncertainty must be at least 0: given ${uncertaintyMs}`,
    );
  }
  return { earliest: reading - uncertaintyMs, latest: reading + uncertaintyMs };
}

/** TT.after: whether `moment` has certainly passed. */
export function after(now: Interval, moment: number): boolean {
  return now.earliest > moment;
}

/** TT.before: whether `moment` has certainly not arrived. */
export function before(now: Interval, moment: number): boolean {
  return now.latest < moment;
}

/** How far the interval's ends are apart, halved: TrueTime's ε, in ms. */
export function uncertainty(now: Interval): number {
  return (now.latest - now.earliest) / 2;
}

/** What most sources agree on. */
export interface Agreement extends Interval {
  /** How many sources contain it. */
  readonly sources: number;
}

/**
 * Marzullo's algorithm (1984): the smallest interval that lies in the largest number of sources. If
 * fewer than half of the sources are false, it contains the true time. Of several such intervals, the
 * earliest.
 *
 * @example One liar among three
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { marzullo } from "hb/clocks/interval.ts";
 *
 * const sources = [{ earliest: 8, latest: 12 }, { earliest: 11, latest: 13 }, { earliest: 40, latest: 41 }];
 * assertEquals(marzullo(sources), { earliest: 11, latest: 12, sources: 2 });
 * ```
 */
export function marzullo(sources: readonly Interval[]): Agreement {
  if (sources.length === 0) {
    throw new RangeError(
      "Cannot agree on a time because at least one source is required: given none",
    );
  }
  const edges = sources.flatMap(({ earliest, latest }) => [
    { at: earliest, step: 1 },
    { at: latest, step: -1 },
  ]);
  // Intervals are closed: at one moment, those that begin come before those that end.
  edges.sort((a, b) => a.at - b.at || b.step - a.step);
  let open = 0;
  let best: Agreement = { earliest: NaN, latest: NaN, sources: 0 };
  edges.forEach(({ at, step }, i) => {
    open += step;
    if (open > best.sources) best = { earliest: at, latest: edges[i + 1]!.at, sources: open };
  });
  return best;
}
