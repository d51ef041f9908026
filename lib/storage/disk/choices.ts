/** In which order the ways to keep and lose are tried: the plainest first. @module */

import { spread } from "../../model/hash.ts";
import { keepingUntil, type Kept, type Unsure } from "./unsure.ts";

/** How many of too many are tried, and which. */
export interface Sample {
  /** How many states are wanted. */
  readonly most: number;
  /** What they are drawn from. */
  readonly seed: number;
}

/**
 * Nothing is kept, everything, everything up to each moment, everything but one thing, one thing alone; then
 * every combination. Of a sample the plain ones come first as well, at even distances if there are too many
 * of them, and then others at random. Some come more than once.
 */
export function* choicesOf(unsure: Unsure, sample: Sample | undefined): Generator<Kept> {
  yield keepingUntil(unsure, -1);
  yield keepingUntil(unsure, Infinity);
  const moments = [...upToMoments(unsure)], differences = [...differingOnce(unsure)];
  if (sample === undefined) {
    for (const choice of [...moments, ...differences]) yield choice();
    yield* everyChoice(unsure);
    return;
  }
  const { most, seed } = sample;
  for (const plain of [moments, differences]) {
    const distance = Math.ceil(2 * plain.length / most);
    for (let i = seed % distance; i < plain.length; i += distance) yield plain[i]!();
  }
  yield* drawn(unsure, draws(seed), 4 * most);
}

/**
 * All work up to some moment, also within a write that is torn; made when they are wanted, as all others
 * here.
 */
function* upToMoments(unsure: Unsure): Generator<() => Kept> {
  const tears = tearsOf(unsure);
  for (const time of unsure.times) {
    for (const tear of tears.get(time) ?? []) {
      yield () => changed(keepingUntil(unsure, time - 1), tear);
    }
    yield () => keepingUntil(unsure, time);
  }
}

/** All but one thing, or one thing alone. */
function* differingOnce(unsure: Unsure): Generator<() => Kept> {
  for (const until of [Infinity, -1]) {
    const start = keepingUntil(unsure, until);
    for (const names of unsure.names.keys()) yield () => ({ ...start, names });
    for (const [file, { lengths, versions }] of unsure.files.entries()) {
      for (const [s, [, all]] of versions.entries()) {
        for (const [v, { torn }] of all.entries()) {
          if (torn === undefined) yield () => changed(start, { file, sector: [s, v] });
        }
      }
      for (const [length, { isTorn }] of lengths.entries()) {
        if (isTorn !== true) yield () => changed(start, { file, length });
      }
    }
  }
}

/** One thing otherwise. */
interface Difference {
  /** In which file. */
  readonly file: number;
  /** Which sector, and which of its versions. */
  readonly sector?: readonly [sector: number, version: number];
  /** Which length. */
  readonly length?: number;
}

/** The ways in which the write of each moment may be torn. */
function tearsOf({ files }: Unsure): ReadonlyMap<number, readonly Difference[]> {
  const tears = new Map<number, Difference[]>();
  for (const [file, { versions, lengths }] of files.entries()) {
    for (const [s, [, all]] of versions.entries()) {
      for (const [v, { torn, time }] of all.entries()) {
        if (torn === undefined) continue;
        const row = tears.get(time) ?? [];
        row.push({ file, sector: [s, v] });
        tears.set(time, row);
      }
    }
    // Where the write lengthens the file, its last tears do so as well.
    const torn = Map.groupBy(
      [...lengths.keys()].filter((i) => lengths[i]!.isTorn === true),
      (i) => lengths[i]!.time,
    );
    for (const [time, all] of torn) {
      const row = tears.get(time)!, first = row.length - all.length;
      for (const [i, length] of all.entries()) row[first + i] = { ...row[first + i]!, length };
    }
  }
  return tears;
}

function changed(kept: Kept, { file, sector, length }: Difference): Kept {
  const before = kept.files[file]!;
  const sectors = sector === undefined ? before.sectors : before.sectors.with(...sector);
  return { ...kept, files: kept.files.with(file, { length: length ?? before.length, sectors }) };
}

/** Every combination. */
function* everyChoice(unsure: Unsure): Generator<Kept> {
  for (const names of unsure.names.keys()) {
    const files = unsure.files.map(({ lengths, versions }, f) =>
      unsure.names[names]!.uses.has(f)
        ? [...product([lengths.length, ...versions.map(([, all]) => all.length)])]
        : [[0, ...versions.map(() => 0)]]
    );
    for (const chosen of product(files.map(({ length }) => length))) {
      yield {
        names,
        files: chosen.map((choice, f) => {
          const [length, ...sectors] = files[f]![choice]!;
          return { length: length!, sectors };
        }),
      };
    }
  }
}

/** So many combinations at random. */
function* drawn(unsure: Unsure, draw: (below: number) => number, many: number): Generator<Kept> {
  for (let i = 0; i < many; i++) {
    yield {
      names: draw(unsure.names.length),
      files: unsure.files.map(({ lengths, versions }) => ({
        length: draw(lengths.length),
        sectors: versions.map(([, all]) => draw(all.length)),
      })),
    };
  }
}

/** Whole numbers from 0 to one below what is asked for (SplitMix32). */
function draws(seed: number): (below: number) => number {
  let state = spread(seed | 0);
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    return Math.floor(spread(state) / 2 ** 32 * below);
  };
}

/** Every row of numbers, each below its bound. */
function* product(bounds: readonly number[]): Generator<number[]> {
  const [first, ...others] = bounds;
  if (first === undefined) return yield [];
  for (const rest of product(others)) {
    for (let choice = 0; choice < first; choice++) yield [choice, ...rest];
  }
}
