/** Keys that are all known, and whose set decides. @module */

import { drawn, type Grading, shown } from "hb/grade/part.ts";
import { spread } from "hb/model/hash.ts";
import type { Bounded, Node, PlacedKey } from "../given.ts";
import {
  BOUND,
  BoundedRight,
  EPSILON,
  EPSILONS,
  named,
  NAMES,
  type Naming,
  nodesInWords,
  WEIGHTS,
} from "./bounded_right.ts";
import { few, outcome, REFUSED, unlike } from "./saying.ts";

/** Keys as [name, hash]; an epsilon that is no number is a text. */
export interface KeyCase {
  readonly weights: readonly number[];
  readonly epsilon: number | string;
  readonly keys: readonly (readonly [key: string, hash: number])[];
  readonly naming?: Naming;
}

export function* assigned(): Generator<KeyCase> {
  yield { weights: [1, 1], epsilon: 0, keys: [] };
  yield { weights: [1, 1], epsilon: 0, keys: [["y", 1], ["x", 1]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["x", 100], ["y", 9]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["x", 0], ["y", 0], ["x", 0]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["a", 7], ["B", 7]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["\uff5a", 7], ["\u{1f600}", 7]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["x", 2 ** 32 - 1], ["y", 2 ** 32 - 2]] };
  for (const epsilon of [-0.25, "NaN", "Infinity"]) {
    yield { weights: [1], epsilon, keys: [["x", 1]] };
  }
  yield { weights: [], epsilon: 0, keys: [["x", 1]] };
  yield* drawn(200, "keys", (random, at): KeyCase => {
    const naming = ([undefined, "backwards", "unusually"] as const)[random.below(3)];
    // A few hashes, or many, of all bits, or of the greatest; a key has one.
    const hashOf = [
      (name: number) => spread(name) >>> 29,
      (name: number) => spread(name),
      (name: number) => ~(spread(name) >>> 28) >>> 0,
    ][at % 3]!;
    return {
      weights: WEIGHTS[random.below(WEIGHTS.length)]!,
      epsilon: EPSILONS[random.below(EPSILONS.length)]!,
      keys: Array.from({ length: 1 + at % 25 }, () => {
        const name = random.below(random.chance(0.5) ? 9 : 40);
        return [["", ...NAMES][name] ?? `key ${name}`, hashOf(name)] as const;
      }),
      ...(naming && { naming }),
    };
  });
}

/** The walk from a hash: nodes in an order of its own, of which it names only some. */
function walkFrom(hash: number, nodes: readonly Node[]): readonly string[] {
  return Array.from(
    { length: Math.max(Math.min(1, nodes.length), nodes.length - 1) },
    (_, i) => nodes[spread(hash + i * 977) % nodes.length]!.id,
  );
}

export function judgeKeys(
  bounded: Bounded,
  { weights, epsilon: given, keys, naming }: KeyCase,
  grading: Grading,
): void {
  const nodes = named(weights, naming), epsilon = Number(given);
  const sorted = [...new Map(keys)].map(([key, hash]) => ({ key, hash }))
    .sort((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : 1));
  const told = keys.map(([key, hash]) => `"${key}" ${hash}`);
  const asks = `assign, to ${nodesInWords(nodes)}, epsilon ${epsilon}, keys ${few(told)}`;
  let questions = 0, read = 0;
  const counted = function* (walk: readonly string[]) {
    for (const id of walk) {
      read++;
      yield id;
    }
  };
  const list = shown(keys.map(([key, hash]): PlacedKey => ({ key, hash })));
  const came = outcome(
    () =>
      bounded.assign(shown(nodes), epsilon, list, (hash) => {
        questions++;
        return counted(walkFrom(hash, nodes));
      }),
    grading,
    () => asks,
  );
  const placed = came instanceof Map
    ? inWords([...came.entries()].map(([key, id]) => [`${key}`, `${id}`] as const))
    : came === REFUSED
    ? REFUSED
    : `no map, but ${came}`;
  const isRight = epsilon >= 0 && epsilon < Infinity;
  if (!isRight || nodes.length === 0) {
    // Nothing to be placed, and nowhere: that may be either.
    if (came === REFUSED || isRight && keys.length === 0) return;
    const why = isRight ? "without a node nothing can be placed" : EPSILON;
    unlike({ asked: asks, came: placed, must: REFUSED, why });
  }
  const right = new BoundedRight(nodes, epsilon, sorted.length);
  let needed = 0;
  const must = inWords(sorted.map(({ key, hash }) => {
    const taken = right.take(walkFrom(hash, nodes));
    needed += taken.needed;
    return [key, taken.id!] as const;
  }));
  const walks = sorted.slice(0, 8)
    .map(({ key, hash }) => `"${key}": ${walkFrom(hash, nodes).join(" ")}`);
  const asked = `${asks}\n  walks ${few(walks)}`;
  if (placed !== must) {
    const bounds = `the bounds are ${few(right.boundsInWords())}`;
    unlike({ asked, came: placed, must, why: `${SET}; ${bounds}; ${BOUND}` });
  }
  if (questions > sorted.length) {
    const most = `${sorted.length} at most`;
    unlike({ asked, came: `${questions} walks`, must: most, why: "each key is walked once" });
  }
  if (read <= needed) return;
  unlike({
    asked,
    came: `${read} names of walks are read`,
    must: `${needed} at most`,
    why: "each walk ends at the first node that has room",
  });
}

const inWords = (placed: readonly (readonly [key: string, id: string])[]) =>
  placed.map(([key, id]) => `"${key}" at ${id}`).sort().join(", ") || "nothing";

const SET =
  "keys are placed by hash, and those of one hash by name, so that the set of them decides";
