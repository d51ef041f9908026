/** Keys that are all known, and whose set decides. @module */

import { drawn, type Grading, shown } from "hb/grade/part.ts";
import { spread } from "hb/model/hash.ts";
import type { Bounded, PlacedKey } from "../given.ts";
import { BOUND, BoundedRight, EPSILONS, named, WEIGHTS } from "./bounded_right.ts";
import { few, outcome, unlike } from "./saying.ts";

/** Keys as [name, hash]. */
export interface KeyCase {
  readonly weights: readonly number[];
  readonly epsilon: number;
  readonly keys: readonly (readonly [key: string, hash: number])[];
}

export function* assigned(): Generator<KeyCase> {
  yield { weights: [1, 1], epsilon: 0, keys: [] };
  yield { weights: [1, 1], epsilon: 0, keys: [["y", 1], ["x", 1]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["x", 100], ["y", 9]] };
  yield { weights: [1, 1], epsilon: 0, keys: [["x", 0], ["y", 0], ["x", 0]] };
  yield* drawn(150, "keys", (random, at): KeyCase => ({
    weights: WEIGHTS[random.below(WEIGHTS.length)]!,
    epsilon: EPSILONS[random.below(5)]!,
    keys: Array.from({ length: 1 + at % 25 }, () => {
      const name = random.below(40);
      // A few hashes, or many; a key has one.
      return [`key ${name}`, spread(name) >>> (at % 2 === 0 ? 29 : 4)] as const;
    }),
  }));
}

/** The walk from a hash: nodes in an order of its own, of which it names only some. */
function walkFrom(hash: number, nodes: number): readonly string[] {
  return Array.from(
    { length: Math.max(1, nodes - 1) },
    (_, i) => "abcdefgh"[spread(hash + i * 977) % nodes]!,
  );
}

export function judgeKeys(
  bounded: Bounded,
  { weights, epsilon, keys }: KeyCase,
  grading: Grading,
): void {
  const nodes = named(weights);
  const sorted = [...new Map(keys)].map(([key, hash]) => ({ key, hash }))
    .sort((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : 1));
  const right = new BoundedRight(nodes, epsilon, sorted.length);
  const must = sorted.map(({ key, hash }) =>
    [key, right.take(walkFrom(hash, nodes.length)).id!] as const
  );
  const walks = sorted.slice(0, 8).map(({ key, hash }) =>
    `${key}: ${walkFrom(hash, nodes.length).join(" ")}`
  );
  const asked =
    `assign, to nodes ${few(nodes.map(({ id, weight = 1 }) => `${id} of weight ${weight}`))}, ` +
    `epsilon ${epsilon}, keys ${few(keys.map(([key, hash]) => `"${key}" ${hash}`))}\n  walks ${
      few(walks)
    }`;
  let questions = 0;
  const list = shown(keys.map(([key, hash]): PlacedKey => ({ key, hash })));
  const came = outcome(
    () =>
      bounded.assign(shown(nodes), epsilon, list, (hash) => {
        questions++;
        return walkFrom(hash, nodes.length);
      }),
    grading,
    () => asked,
  );
  const told = came instanceof Map
    ? inWords([...came.entries()].map(([key, id]) => [`${key}`, `${id}`] as const))
    : `no map, but ${came}`;
  if (told !== inWords(must)) {
    const bounds = `the bounds are ${few(right.boundsInWords())}`;
    unlike({ asked, came: told, must: inWords(must), why: `${SET}; ${bounds}; ${BOUND}` });
  }
  if (questions <= sorted.length) return;
  unlike({
    asked,
    came: `${questions} walks`,
    must: `${sorted.length} at most`,
    why: "each key is walked once",
  });
}

const inWords = (placed: readonly (readonly [key: string, id: string])[]) =>
  placed.map(([key, id]) => `${key} at ${id}`).sort().join(", ") || "nothing";

const SET =
  "keys are placed by hash, and those of one hash by name, so that the set of them decides";
