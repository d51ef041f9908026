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
  if (!Number.isFinite(reading)) {
    throw new RangeError(
      `Cannot make an interval because its clock must show a finite number: given ${reading}`,
    );
  }
  if (!(uncertaintyMs >= 0)) {
    throw new RangeError(
      `Cannot make an interval because its uncertainty must be at least 0: given ${uncertaintyMs}`,
    );
  }
  return { earliest: reading - uncertaintyMs, latest: reading + uncertaintyMs };
}

/** TT.after: whether `moment` has certainly passed. */
export function after(now: Interval, moment: number): boolean {
  return valid(now).earliest > moment;
}

/** TT.before: whether `moment` has certainly not arrived. */
export function before(now: Interval, moment: number): boolean {
  return valid(now).latest < moment;
}

/** How far the interval's ends are apart, halved: TrueTime's ε, in ms. */
export function uncertainty(now: Interval): number {
  return (valid(now).latest - now.earliest) / 2;
}

/** The interval, unless it ends before it begins or has no ends. */
function valid(interval: Interval): Interval {
  const { earliest, latest } = interval;
  if (earliest <= latest) return interval;
  throw new RangeError(
    `Cannot use an interval because its earliest moment must not come after its latest: ` +
      `given ${earliest} and ${latest}`,
  );
}

/** What most sources agree on. */
export interface Agreement extends Interval {
  /** How many sources contain it. */
  readonly sources: number;
}

/**
 * Marzullo's algorithm (1984): an interval that as many sources as possible contain, as long as it can be;
 * of several, the earliest. It is a guess, and a short one: even where most sources are right, it need not
 * contain the true time, as false sources may share with one that is right what others that are right do not.
 * `faultTolerant` is never wrong about that, and longer.
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
  const edges = sources.map(valid).flatMap(({ earliest, latest }) => [
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

/**
 * The interval that surely contains the true time if at most `wrong` of the sources are false: from the
 * first to the last moment that all other sources could share (Marzullo 1990, *Tolerating failures of
 * continuous-valued sensors*). Undefined where no moment lies in so many sources: then more than `wrong` of
 * them are false.
 *
 * If fewer than half are false, each of its ends lies in a source that is right, so it is at most as long as
 * two of those together.
 *
 * @example Two sources that are right and one that is false, which agrees with the wrong half of one of them
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { faultTolerant, marzullo } from "hb/clocks/interval.ts";
 *
 * const sources = [{ earliest: 10, latest: 20 }, { earliest: 0, latest: 10 }, { earliest: 5, latest: 8 }];
 * assertEquals(marzullo(sources), { earliest: 5, latest: 8, sources: 2 }); // the true time is 10
 * assertEquals(faultTolerant(sources, 1), { earliest: 5, latest: 10 });
 * ```
 */
export function faultTolerant(sources: readonly Interval[], wrong: number): Interval | undefined {
  if (!(Number.isInteger(wrong) && wrong >= 0 && wrong < sources.length)) {
    throw new RangeError(
      `Cannot tolerate false sources because their number must be whole, from 0, and less than that of ` +
        `all ${sources.length}: given ${wrong}`,
    );
  }
  sources.forEach(valid);
  const right = sources.length - wrong;
  // The first such moment begins a source, and the last ends one.
  const enough = (moment: number) =>
    sources.filter(({ earliest, latest }) => earliest <= moment && moment <= latest).length >=
      right;
  const first = sources.map(({ earliest }) => earliest).filter(enough);
  const last = sources.map(({ latest }) => latest).filter(enough);
  if (first.length === 0) return undefined;
  return { earliest: Math.min(...first), latest: Math.max(...last) };
}
