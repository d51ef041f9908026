import text from "./replicas.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Replicas, ZonedPoint } from "../given.ts";
import { countedRow } from "./row.ts";
import { few, outcome, REFUSED, said, unlike } from "./saying.ts";

/** Points as [position, name], and the zones of some names; behind them maybe many points more. */
interface Case {
  readonly points: readonly (readonly [number, string])[];
  readonly zones: Readonly<Record<string, string>>;
  /** So many points of nodes without a zone, each its own, at high positions. */
  readonly more?: number;
  readonly hash: number;
  readonly count: number;
}

export const replicas = task<Answers>(text, ({ replicas }, grading) => {
  grading.forAll(cases(), (each) => judge(replicas, each, grading), smaller);
});

function* cases(): Generator<Case> {
  yield { points: [], zones: {}, hash: 0, count: 0 };
  yield { points: [], zones: {}, hash: 0, count: 1 };
  for (const count of [0, 1, 2, -1, 0.5, 3]) {
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
  yield {
    points: [[1, "a"], [2, "a"], [3, "b"], [4, "c"]],
    zones: {},
    more: 100_000,
    hash: 0,
    count: 3,
  };
  yield {
    points: [[1, "a"], [2, "b"], [9, "c"]],
    zones: { a: "x", b: "x" },
    more: 1e6,
    hash: 2,
    count: 3,
  };
  const many = Array.from({ length: 400 }, (_, i) => [i, "ab"[i % 2]!] as const);
  yield { points: [...many, [400, "c"]], zones: { a: "x", b: "x", c: "x" }, hash: 7, count: 3 };
  const crowd = Array.from({ length: 300 }, (_, i) => [i, `n${i % 60}`] as const);
  yield { points: crowd, zones: {}, hash: 290, count: 60 };
}

function drawCase(random: Random, length: number): Case {
  const zones: Record<string, string> = {};
  for (const id of "abcdef") if (random.chance(0.7)) zones[id] = "xyz"[random.below(3)]!;
  const points = Array.from(
    { length },
    () => [random.below(20), "abcdef"[random.below(6)]!] as const,
  )
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  return { points, zones, hash: random.below(22), count: random.below(7) };
}

function* smaller(given: Case): Generator<Case> {
  const { points, zones } = given;
  for (let at = 0; at < points.length; at++) yield { ...given, points: points.toSpliced(at, 1) };
  for (const id of Object.keys(zones)) {
    yield {
      ...given,
      zones: Object.fromEntries(Object.entries(zones).filter(([other]) => other !== id)),
    };
  }
  if (given.count > 1) yield { ...given, count: given.count - 1 };
  if (given.hash > 0) yield { ...given, hash: given.hash - 1 };
}

/** Where the points begin of which there are many. */
const FAR = 1000;

/** What must come, by going round among all points; and how many points that takes. */
function right(
  { points, zones, more = 0, hash, count }: Case,
): { ids: string[]; walked: number } | undefined {
  const start = Math.max(0, points.findIndex(([position]) => position >= hash));
  const isBehind = points.length > 0 && points[start]![0] < hash;
  // Among many points there is always enough.
  const far = Array.from({ length: Math.min(more, 50) }, (_, i) => [FAR + i, `m${i}`] as const);
  const walk = isBehind && more > 0
    ? [...far, ...points]
    : [...points.slice(start), ...far, ...points.slice(0, start)];
  const nodes = new Set(walk.map(([, id]) => id));
  if (!Number.isInteger(count) || count < 0 || count > nodes.size) return undefined;
  const fresh: string[] = [], passed: string[] = [];
  const taken = new Set<string>();
  let walked = 0;
  for (const [, id] of walk) {
    if (fresh.length >= count) break;
    walked++;
    const zone = Object.hasOwn(zones, id) ? `zone ${zones[id]}` : `node ${id}`;
    if (fresh.includes(id) || passed.includes(id)) continue;
    if (taken.has(zone)) passed.push(id);
    else fresh.push(id);
    taken.add(zone);
  }
  return { ids: [...fresh, ...passed].slice(0, count), walked };
}

function judge(replicas: Replicas, given: Case, grading: Grading): void {
  const { points, zones, more = 0, hash, count } = given, length = points.length + more;
  const item = (place: number): ZonedPoint => {
    const [position, id] = points[place] ?? [FAR + place, `m${place - points.length}`];
    return Object.hasOwn(zones, id) ? { position, id, zone: zones[id]! } : { position, id };
  };
  const inZones = Object.entries(zones).filter(([id]) => points.some(([, own]) => own === id))
    .map(([id, zone]) => `${id} in zone ${JSON.stringify(zone)}`);
  const behind = more > 0 ? `, and ${more} behind them, each of another node` : "";
  const asked = `${count} copies for hash ${hash}, points ${
    few(points.map(([position, id]) => `${position} ${id}`))
  }${behind}${inZones.length > 0 ? `; ${inZones.join(", ")}` : ""}`;
  const must = right(given), walked = must?.walked ?? length;
  const most = 2 * walked + Math.ceil(Math.log2(length + 1)) + 8;
  const row = countedRow(
    length,
    item,
    Math.max(most, must === undefined ? 3 * length + 8 : 0),
    () =>
      said({ asked, came: `read more than ${most} points`, must: "a walk that ends", why: ENDS }),
  );
  const came = outcome(() => replicas(row, hash, count), grading, () => asked);
  const told = Array.isArray(came) ? came.join(", ") || "none" : `${came}`;
  const due = must === undefined ? REFUSED : must.ids.join(", ") || "none";
  if (told === due) return;
  const isAlike = must !== undefined && Array.isArray(came) &&
    came.toSorted().join() === must.ids.toSorted().join();
  const why = must === undefined ? MANY : isAlike ? ORDER : COPIES;
  unlike({ asked, came: told, must: due, why });
}

const COPIES =
  "copies are on the nodes of the points from the hash on, each once; nodes of zones that have no " +
  "copy yet come " +
  "first, and a node without a zone is alone in its own (section 14.1)";
const ORDER =
  "clients that ask one copy after another must do so in one order: new zones as the walk meets " +
  "them, then the " +
  "nodes that were passed over, in theirs";
const MANY =
  "each copy is on a node of its own, and there are not so many nodes: who asks must be told";
const ENDS =
  "the walk ends when there are as many zones as copies, and at the latest when it has gone round once; it " +
  "begins with the search of part 1";
