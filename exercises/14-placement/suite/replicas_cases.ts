/** Points and zones on which copies are judged. @module */

import { drawn } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";

/** Points as [position, name], and the zones of some names; behind them maybe many points more. */
export interface Case {
  readonly points: readonly (readonly [number, string])[];
  readonly zones: Readonly<Record<string, string>>;
  readonly more?: More;
  readonly hash: number;
  /** "NaN" and "Infinity" among them, so that a case is plain data. */
  readonly count: number | string;
}

/** So many points at positions from `FAR` on, of so many nodes, and these in so many zones. */
export interface More {
  readonly count: number;
  /** Default: as many as points. */
  readonly nodes?: Turns;
  /** Default: none has a zone. */
  readonly zones?: Turns;
  /** Where the last one is; default behind the others. */
  readonly last?: number;
}

/** So many in turn; or 0, 0, 1, 0, 2, 1, 3, 1: always a new one, and then one from half way back. */
export type Turns = number | "old and new";

/** Where the points begin of which there are many. */
export const FAR = 1000;

/** What is tried first: a mistake that is made among few is told there. */
export function* smallCases(): Generator<Case> {
  yield { points: [], zones: {}, hash: 0, count: 0 };
  yield { points: [], zones: {}, hash: 0, count: 1 };
  for (const count of [0, 1, 2, -1, 0.5, 3, 1.5, "NaN", "Infinity"]) {
    yield { points: [[1, "a"], [2, "a"], [3, "b"]], zones: {}, hash: 3, count };
  }
  // A zone that is called as a node is, and one that is called as nothing is.
  yield { points: [[1, "a"], [2, "b"], [3, "c"]], zones: { b: "a", c: "d" }, hash: 0, count: 2 };
  yield { points: [[1, "a"], [2, "b"], [3, "c"]], zones: { a: "c" }, hash: 0, count: 2 };
  yield {
    points: [[1, "a"], [2, "b"], [3, "c"]],
    zones: { a: "undefined", c: "" },
    hash: 0,
    count: 2,
  };
  yield {
    points: [[1, "a"], [2, "b"], [3, "c"]],
    zones: { a: "", b: "", c: "" },
    hash: 0,
    count: 3,
  };
  yield { points: [[1, "a"], [2, "b"], [3, "c"]], zones: { a: "", b: "" }, hash: 0, count: 2 };
  yield* drawn(500, "replicas", (random, at) => drawCase(random, 1 + at % 16));
}

/** Many nodes, zones and points, and whatever a node without a zone may be taken for. */
export function* largeCases(): Generator<Case> {
  yield alikeZones();
  yield {
    points: [[1, "a"], [2, "a"], [3, "b"], [4, "c"]],
    zones: {},
    more: { count: 100_000 },
    hash: 0,
    count: 3,
  };
  yield {
    points: [[1, "a"], [2, "b"], [9, "c"]],
    zones: { a: "x", b: "x" },
    more: { count: 1e6 },
    hash: 2,
    count: 3,
  };
  const more = { count: 1e6, last: 2 ** 32 - 1 };
  yield { points: [], zones: {}, more, hash: FAR + 999_990, count: 1 };
  // Many nodes and zones, met again after many others; and a node behind very many points of others.
  const crowds: readonly More[] = [
    { count: 1200, nodes: 600, zones: 300 },
    { count: 600, zones: "old and new" },
    { count: 1200, nodes: "old and new", zones: 1 },
  ];
  for (const more of crowds) {
    for (const count of [300, 600]) yield { points: [], zones: {}, more, hash: FAR, count };
  }
  yield { points: [], zones: {}, more: { count: 300, nodes: 60 }, hash: FAR + 290, count: 60 };
  const pair = { count: 2 ** 16 + 1, nodes: 2 };
  yield { points: [[1, "c"]], zones: {}, more: pair, hash: FAR, count: 3 };
  yield { points: [[1, "c"]], zones: {}, more: { ...pair, zones: 1 }, hash: 2, count: 3 };
}

/** What a node without a zone may be made of, in an answer that keeps one kind of names for both. */
const MADE: readonly ((id: string) => string)[] = [
  ...["node", "id", "host", "alone", "zone", "own", "none", "no zone", "undefined", "null"].flatMap(
    (word) =>
      ["", " ", ":", "-", "_", "/", "="].map((mark) => (id: string) => `${word}${mark}${id}`),
  ),
  ...[..."\0\u0001\ufffd #$*+-./:@_~!?<([{\"'`"].flatMap((mark) => [
    (id: string) => mark + id,
    (id: string) => mark + mark + id,
    (id: string) => mark + id + mark,
    (id: string) => id + mark,
  ]),
  (id) => `(${id})`,
  (id) => `[${id}]`,
  (id) => `<${id}>`,
  (id) => `{${id}}`,
  (id) => `["${id}"]`,
  (id) => `__${id}__`,
];

/** Zones that are called as "a" without a zone may be, and nodes as zone "z" may be. */
function alikeZones(): Case {
  const ids = ["a", "z0", ...MADE.map((_, nth) => `n${nth}`), ...MADE.map((made) => made("z"))];
  return {
    points: ids.map((id, nth) => [nth, id]),
    zones: Object.fromEntries([["z0", "z"], ...MADE.map((made, nth) => [`n${nth}`, made("a")])]),
    hash: 0,
    count: ids.length,
  };
}

/** Names that are easily taken for each other, or for what every object has. */
const FAMILIES = [[..."abcdef"], ["a", "A", "aa", "a ", "e\u0301", "é"], [
  "__proto__",
  "constructor",
  "toString",
]];

function drawCase(random: Random, length: number): Case {
  const width = random.chance(0.5) ? 20 : 2 ** 32;
  const ids = FAMILIES[random.chance(0.6) ? 0 : 1 + random.below(2)]!;
  const places = random.chance(0.6) ? [..."xyz"] : ["x", "X", "x ", "__proto__", "constructor"];
  const zones = ids.filter(() => random.chance(0.7)).map((id) =>
    [id, places[random.below(places.length)]!] as const
  );
  const points = Array.from(
    { length },
    () => [random.below(width), ids[random.below(ids.length)]!] as const,
  )
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const near = points[random.below(length)]![0] + random.below(3) - 1;
  const hash = random.chance(0.5) ? random.below(width) : Math.max(0, Math.min(2 ** 32 - 1, near));
  return { points, zones: Object.fromEntries(zones), hash, count: random.below(7) };
}

/** Cases that are a little smaller. */
export function* smaller(given: Case): Generator<Case> {
  const { points, zones, more, count, hash } = given;
  if (points.length > 20) {
    const half = points.length >> 1;
    yield { ...given, points: points.slice(0, half) };
    yield { ...given, points: points.slice(half) };
    if (typeof count === "number") yield { ...given, count: count >> 1 };
  }
  for (let at = 0; at < points.length; at++) yield { ...given, points: points.toSpliced(at, 1) };
  // Names of which there is no point are of no importance, and not told.
  const own = Object.entries(zones).filter(([id]) => points.some(([, other]) => other === id));
  for (const [id] of own) {
    yield { ...given, zones: Object.fromEntries(own.filter(([other]) => other !== id)) };
  }
  for (const less of more === undefined ? [] : fewer(more)) yield { ...given, more: less };
  if (typeof count === "number" && count > 1) yield { ...given, count: count - 1 };
  if (hash > 50) yield { ...given, hash: Math.floor(hash / 2) };
  else if (hash > 0) yield { ...given, hash: hash - 1 };
}

function* fewer(more: More): Generator<More> {
  for (const what of ["count", "nodes", "zones"] as const) {
    const given = more[what];
    if (typeof given !== "number" || given < 2) continue;
    yield { ...more, [what]: given >> 1 };
    yield { ...more, [what]: given - 1 };
  }
}
