import text from "./hybrid.md" with { type: "text" };
import { drawn, type Grading, task, told, Wrong } from "hb/grade/part.ts";
import { order } from "hb/clocks/hybrid.ts";
import type { Answers } from "../answers.ts";
import type { Hybrid } from "../events.ts";
import { execution, observed, stampsOf, tellAll } from "hb/laboratory/clocks/executions.ts";

/** How far apart clocks are at most, in ms. */
const APART_MS = 8;

export const hybrid = task<Answers>(text, ({ hybrid }, grading) => {
  steps(hybrid, grading);
  deliveries(hybrid, grading);
  causes(hybrid, grading);
});

/** A clock, a stamp, what the wall clock reads, and how far ahead a stamp may be. */
interface Given {
  readonly time: Hybrid;
  readonly stamp: Hybrid;
  readonly physical: number;
  readonly mostMs: number;
}

/** Everything that can be made of readings close together, counts that are small, and bounds that are. */
function small(): Given[] {
  const all: Given[] = [];
  const counts = [0, 1, 2];
  for (const logical of [0, 1, 2]) {
    for (const ahead of [-2, -1, 0, 1, 2]) {
      for (const physical of [-1, 0, 1, 2, 3]) {
        for (const mostMs of [0, 1, 2]) {
          for (const count of counts) {
            const time = { logical, count }, reading = logical + ahead;
            const stamp = { logical: reading, count: counts[(all.length + count) % 3]! };
            if (reading >= 0) all.push({ time, stamp, physical, mostMs });
          }
        }
      }
    }
  }
  return all;
}

/** Bounds that are met somewhere: short, and of seconds, minutes, and weeks. */
const BOUNDS = [7, 99.5, 100.5, 250, 1000, 5000, 60_000, 2 ** 32];

/**
 * Readings of today and of the first days, close together or days apart, whole or as exact as a number of today
 * can be; clocks that have not begun; bounds of any size, just met and just missed; counts that do not fit into
 * a few bits.
 */
function* large(): Generator<Given> {
  yield* drawn(1200, "hybrid", (random) => {
    const origin = [0, 1, 1000, 2 ** 31, 1.7e12][random.below(5)]!;
    const unit = [1, 0.5, 0.25, 2 ** -12, 16, 1000, 86_400_000][random.below(7)]!;
    const counts = [0, 0, 1, 2, 9, 99, 255, 256, 65_535, 2 ** 32, 2 ** 32 + 1, 2 ** 48];
    const reading = () => origin + unit * random.below(6);
    const count = () => counts[random.below(counts.length)]!;
    const physical = random.chance(0.1) ? 0 : reading();
    const mostMs = random.chance(0.5)
      ? unit * random.below(5)
      : BOUNDS[random.below(BOUNDS.length)]!;
    const edge = Math.max(0, physical + mostMs + unit * (random.below(3) - 1));
    return {
      time: random.chance(0.15) ? { logical: 0, count: 0 } : { logical: reading(), count: count() },
      stamp: { logical: random.chance(0.3) ? edge : reading(), count: count() },
      physical,
      mostMs,
    };
  });
}

const say = ({ logical, count }: Hybrid) => `(${logical}, ${count})`;

/** Whether it is a stamp and nothing else. */
function isStamp(value: unknown): value is Hybrid {
  const { logical, count, ...others } = Object(value) as Partial<Hybrid>;
  return typeof logical === "number" && typeof count === "number" &&
    Object.keys(others).length === 0;
}

/** What a clock shows, as stamps are told; all else as it is. */
const tell = (value: unknown) => isStamp(value) ? say(value) : told(value);

/** Every stamp that shares the highest reading counts; the wall's own reading counts from 0. */
function after(readings: readonly Hybrid[], physical: number): Hybrid {
  const logical = Math.max(physical, ...readings.map((each) => each.logical));
  const counts = readings.flatMap((each) => each.logical === logical ? [each.count + 1] : []);
  return { logical, count: Math.max(0, ...counts) };
}

function steps(hybrid: Answers["hybrid"], grading: Grading): void {
  grading.againstReference(
    ({ time, physical }) => hybrid.tick(time, physical),
    ({ time, physical }) => after([time], physical),
    [...small(), ...large()],
    ({ time, physical }) =>
      `what a clock that shows ${say(time)} shows at a step when the wall clock reads ${physical}`,
    undefined,
    tell,
  );
}

function deliveries(hybrid: Answers["hybrid"], grading: Grading): void {
  grading.againstReference(
    ({ time, stamp, physical, mostMs }) => hybrid.receive(time, stamp, physical, mostMs),
    ({ time, stamp, physical, mostMs }) =>
      stamp.logical - physical > mostMs ? undefined : after([time, stamp], physical),
    [...small(), ...large()],
    ({ time, stamp, physical, mostMs }) =>
      `what a clock that shows ${say(time)} shows at a message stamped ${
        say(stamp)
      } when the wall ` +
      `clock reads ${physical}, and no stamp may be more than ${mostMs} ms ahead of that ` +
      `(undefined if it is refused)`,
    undefined,
    tell,
  );
}

/** The clock condition and the bound, where clocks are apart and none is ever set back. */
function causes(hybrid: Answers["hybrid"], grading: Grading): void {
  const runs = drawn(60, "walls", (random, at) => {
    const offsets = [0, 1, 2].map(() => random.below(APART_MS + 1)), events = execution(at, 3, 20);
    const unit = at % 2 === 0 ? 1 : 0.5;
    let wall = at % 3 === 0 ? 1.7e12 : 100;
    const walls = events.map(({ node }) => {
      // Nothing may happen for long.
      wall += random.chance(0.1) ? 90_000 : unit * random.below(3);
      return wall + offsets[node]!;
    });
    return { events, walls };
  });
  grading.forAll(runs, ({ events, walls }) => {
    const shown = (at: number, ask: () => Hybrid | undefined): Hybrid => {
      const words = `the stamp of event ${at} of ${tellAll(events)}`;
      const stamp = grading.asked(ask, () => words);
      if (isStamp(stamp)) return stamp;
      throw new Wrong(`${words}: expected a reading and a count, found ${told(stamp)}`);
    };
    const stamps = stampsOf<Hybrid>(events, {
      first: { logical: 0, count: 0 },
      tick: (time, _node, at) => shown(at, () => hybrid.tick(time, walls[at]!)),
      receive: (time, stamp, _node, at) =>
        shown(at, () => hybrid.receive(time, stamp, walls[at]!, 1000) ?? time),
    });
    const before = observed(events);
    for (const [b, stamp] of stamps.entries()) {
      const ahead = stamp.logical - walls[b]!;
      grading.expect(
        ahead >= 0 && ahead <= APART_MS,
        `the reading of event ${b} is ${ahead} ms ahead of its wall clock, with clocks ${APART_MS} ms apart`,
      );
      for (const [a, earlier] of stamps.entries()) {
        grading.expect(
          !before(a, b) || order(earlier, stamp) < 0,
          `event ${a} happened before event ${b}, and their stamps are ${say(earlier)} and ` +
            `${say(stamp)}: ${tellAll(events)}`,
        );
      }
    }
  });
}
