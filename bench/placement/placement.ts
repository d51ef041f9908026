/**
 * `deno task bench placement`: loops over batches of keys, with vectors beside scalars in
 * WebAssembly and beside plain TypeScript, by turns in one process.
 *
 * Two goals: half the time of scalars, and a quarter of the time of TypeScript. Where vectors have
 * nothing to do, a row has no target and says so by its ratio: texts are hashed by multiplying
 * words of 64 bits, and a table of Maglev's is filled one entry after another. Beside a ring there
 * is an index by the upper bits of hashes, too, which needs no vectors.
 *
 * @module
 */

import type { Preference } from "hb/placement/maglev/table.ts";
import type { Hashes } from "hb/placement/rendezvous/rendezvous.ts";
import { indexed } from "hb/placement/ring/indexed.ts";
import { scalars, vectors } from "hb/placement/simd/compiled.ts";
import { type Loops, textsOf } from "hb/placement/simd/loops.ts";
import { plain } from "hb/placement/simd/plain.ts";
import { Random } from "hb/sim/random.ts";
import { compare } from "../measure.ts";
import type { Row } from "../row.ts";

const TURNS = 15;
/** The engine compiles what has run for a while once more, and better. */
const WARM_MS = 150;
/** How long a turn takes, about. */
const TURN_MS = 10;

/** Something to do, with anybody's loops. */
interface Job {
  readonly name: string;
  /** How many of what a run takes. */
  readonly count: number;
  readonly unit: string;
  /** Prepares; the run is what is measured. */
  prepare(loops: Loops): () => unknown;
  /** Whether vectors pay. */
  readonly pays: boolean;
  /** Whether there is an index to compare with. */
  readonly isSearch?: boolean;
}

const random = new Random(1, "placement");
const words = (count: number) => Uint32Array.from({ length: count }, () => random.bits());
const hashes = (count: number): Hashes => ({ highs: words(count), lows: words(count) });

/** All rows. */
export function measurePlacement(): Row[] {
  return jobs().flatMap((job) => [
    row(job, scalars, "scalars in WebAssembly", 1 / 2),
    row(job, plain, "TypeScript", 1 / 4),
    ...job.isSearch ? [row({ ...job, pays: false }, byIndex, "an index in TypeScript", 1)] : [],
  ]);
}

/** Points by their upper bits, which needs no vectors: what a ring of hashes can do besides. */
const byIndex: Loops = {
  ...plain,
  search(points) {
    const find = indexed(points);
    return (positions) => {
      const found = new Uint32Array(positions.length);
      for (let i = 0; i < found.length; i++) found[i] = find(positions[i]!);
      return found;
    };
  },
};

function jobs(): readonly Job[] {
  return [
    ...[10, 100, 1000].map((count) => meeting(count)),
    ...[10_000, 100_000].map((count) => finding(count)),
    numbering(),
    ...[16, 1000].map((length) => hashing(length)),
    ...[65_537, 655_373].map((size) => filling(size)),
  ];
}

function meeting(nodes: number): Job {
  const own = hashes(nodes), keys = hashes(Math.ceil(200_000 / nodes));
  return {
    name: `rendezvous of ${grouped(nodes)} nodes`,
    count: keys.highs.length,
    unit: "key",
    // Of ten, six more are scored that are not there, and eight once more in the end.
    pays: nodes >= 100,
    prepare(loops) {
      const place = loops.rendezvous(own);
      return () => place(keys);
    },
  };
}

function finding(count: number): Job {
  const points = words(count).sort(), positions = words(50_000);
  return {
    name: `a ring of ${grouped(count)} points`,
    count: positions.length,
    unit: "key",
    pays: true,
    isSearch: true,
    prepare(loops) {
      const find = loops.search(points);
      return () => find(positions);
    },
  };
}

function numbering(): Job {
  const numbers = hashes(100_000);
  return {
    name: "hashes of numbers of 64 bits",
    count: numbers.highs.length,
    unit: "number",
    pays: false,
    prepare: (loops) => () => loops.numbers(numbers),
  };
}

function hashing(length: number): Job {
  const count = Math.ceil(300_000 / length);
  const texts = textsOf(Array.from({ length: count }, (_, i) => `${i}`.padStart(length, "key ")));
  return {
    name: `xxHash64 of texts of ${grouped(length)} bytes`,
    count,
    unit: "text",
    pays: false,
    prepare: (loops) => () => loops.texts(texts),
  };
}

function filling(size: number): Job {
  const preferences: Preference[] = Array.from({ length: 1000 }, () => ({
    offset: random.below(size),
    skip: 1 + random.below(size - 1),
  }));
  return {
    name: `Maglev's table of ${grouped(size)} entries`,
    count: size,
    unit: "entry",
    pays: false,
    prepare: (loops) => () => loops.fill(preferences, size),
  };
}

function row(
  { name, count, unit, pays, prepare }: Job,
  limit: Loops,
  words: string,
  target: number,
): Row {
  const [theirs, ours] = [warm(prepare(limit)), warm(prepare(vectors))];
  const times = Math.max(1, Math.round(TURN_MS / theirs.ms));
  const many = (run: () => unknown) => () => {
    for (let i = 0; i < times; i++) run();
  };
  const { limitMs, measuredMs, ratio } = compare(many(theirs.run), many(ours.run), TURNS);
  const each = (ms: number) => `${(ms * 1e6 / times / count).toFixed(1)} ns a ${unit}`;
  return {
    name: `${name}: vectors beside ${words}`,
    limit: each(limitMs),
    measured: each(measuredMs),
    ratio,
    ...(pays ? { target } : {}),
  };
}

/** Runs something until the engine has compiled it well; and how long it takes then. */
function warm(run: () => unknown): { readonly run: () => unknown; readonly ms: number } {
  const start = performance.now();
  let runs = 0, before = start;
  for (let now = start; now - start < WARM_MS || runs < 3; runs++) {
    before = now;
    run();
    now = performance.now();
  }
  return { run, ms: Math.max(performance.now() - before, 0.001) };
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
