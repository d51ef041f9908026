import text from "./ring.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Any, Point, Rings } from "../given.ts";
import { named, PointsAlone } from "./ring_alone.ts";
import { add, drawSteps, FAMILIES, type Step } from "./ring_steps.ts";
import { few, listed, many, outcome, REFUSED, unlike } from "./saying.ts";

/** Steps; or nodes with their weights, of which only the points that each has alone are looked at. */
type Case =
  & { readonly each: number | string; readonly bits: number }
  & (
    | { readonly steps: readonly Step[] }
    | { readonly nodes: readonly (readonly [id: string, weight: number])[] }
  );

export const ring = task<Answers>(text, ({ ring }, grading) => {
  grading.forAll(cases(), (each) => judge(ring, each, grading), smaller);
});

function* cases(): Generator<Case> {
  for (const weight of [0, -1, "NaN", "Infinity", "-Infinity"]) {
    yield { each: 2, bits: 32, steps: [add("a", weight)] };
    yield { each: 2, bits: 32, steps: [add("a"), { act: "weigh", id: "a", weight }] };
  }
  for (const each of [0, 1.5, -1, "NaN"]) yield { each, bits: 32, steps: [] };
  yield { each: 2, bits: 32, steps: [add("")] };
  yield { each: 2, bits: 32, steps: [add("a"), add("a")] };
  for (const act of ["remove", "weigh"] as const) {
    yield { each: 2, bits: 32, steps: [add("a"), { act, id: "b", weight: 2 }] };
  }
  for (const ids of FAMILIES) {
    for (const [each, bits] of [[1, 32], [1, 3], [12, 32], [12, 3], [120, 32]] as const) {
      yield { each, bits, steps: ids.map((id) => add(id)) };
    }
  }
  yield { each: 100, bits: 32, steps: [add("a", 3), add("b", 0.001), add("c", 1)] };
  yield { each: 2, bits: 32, steps: [add("a", 1e-9), add("b", Number.MIN_VALUE)] };
  yield { each: 300, bits: 20, steps: ["c", "a", "b"].map((id) => add(id)) };
  yield* drawn(300, "rings", (random, at): Case => ({
    each: random.chance(0.05) ? 37 : 1 + random.below(6),
    bits: random.chance(0.6) ? 1 + random.below(4) : 32,
    steps: drawSteps(random, 1 + at % 12),
  }));
  yield { each: 1, bits: 32, steps: [add("a", 3000)] };
  yield { each: 1000, bits: 32, steps: [add("a", 0.125)] };
  // Long names, which differ in one letter; and more points than two bytes can number.
  for (const length of [300, 5000]) {
    for (const at of [0, length >> 1, length]) {
      const name = (letter: string) => "x".repeat(at) + letter + "x".repeat(length - at);
      yield { each: 1, bits: 32, nodes: [[name("a"), 1], [name("b"), 1]] };
    }
  }
  yield { each: 2 ** 16 + 1, bits: 0, nodes: [["a", 1 / 81]] };
  yield { each: 2 ** 16 + 1, bits: 0, nodes: [["a", 1]] };
}

function* smaller(given: Case): Generator<Case> {
  if ("steps" in given) {
    for (let at = 0; at < given.steps.length; at++) {
      yield { ...given, steps: given.steps.toSpliced(at, 1) };
    }
  } else {
    const { nodes } = given, half = nodes[0]![0].length >> 1;
    for (const [from, to] of [[half, Infinity], [0, -half], [1, Infinity], [0, -1]]) {
      const shorter = nodes.map(([id, weight]) => [id.slice(from, to), weight] as const);
      const isApart = new Set(shorter.map(([id]) => id)).size === nodes.length;
      if (half > 8 && isApart) yield { ...given, nodes: shorter };
    }
  }
  const each = Number(given.each);
  if (each > 1) {
    yield { ...given, each: Math.floor(each / 2) };
    yield { ...given, each: each - 1 };
  }
}

/** A ring of the answer's, and the nodes that it must have, by name. */
interface Made {
  readonly ring: Any;
  readonly nodes: ReadonlyMap<string, number>;
}

function judge(rings: Rings, given: Case, grading: Grading): void {
  const each = Number(given.each), start = `start(${each})`;
  const first = outcome(() => rings.start(each), grading, () => start);
  const isStart = Number.isInteger(each) && each >= 1;
  if (!isStart) {
    if (first === REFUSED) return;
    unlike({ asked: start, came: "a ring", must: REFUSED, why: REFUSE });
  }
  if (first === REFUSED) unlike({ asked: start, came: REFUSED, must: "a ring", why: REFUSE });
  const alone = new PointsAlone(rings, each, given.bits, grading);
  if ("nodes" in given) {
    for (const [id, weight] of given.nodes) alone.of(id, weight);
    return;
  }
  const made: Made[] = [{ ring: first, nodes: new Map() }], told = [`${start}: ring 0`];
  const asked = () => `of hashes of ${many(given.bits, "bit")}\n${listed(told)}`;
  for (const step of given.steps) {
    const from = Math.max(0, made.length - 1 - (step.back ?? 0));
    told.push(`ring ${made.length}: ring ${from}, ${inWords(step)}`);
    const next = stepped(rings, made[from]!, step, alone, grading, asked);
    if (next === undefined) told.push(`${told.pop()}; it is refused`);
    else made.push(next);
  }
  // The newest first; and what it was made of is as it was.
  for (const [nth, one] of [...made.entries()].reverse()) {
    const points = grading.asked(() => rings.points(one.ring), () => `asked: ${asked()}\n  came`);
    const must = alone.merged(one.nodes);
    if (inPoints(points) === inPoints(must)) continue;
    const why = nth < made.length - 1 ? STAYS : whyOf(points, must);
    unlike({ asked: `${asked()}\n  the points of ring ${nth}`, ...apart(points, must), why });
  }
}

function stepped(
  rings: Rings,
  { ring, nodes }: Made,
  { act, id, weight: given }: Step,
  alone: PointsAlone,
  grading: Grading,
  asked: () => string,
): Made | undefined {
  const weight = Number(given ?? 1), isThere = nodes.has(id);
  const isWeight = act === "remove" || weight > 0 && weight < Infinity;
  const isRight = isWeight && id !== "" && isThere === (act !== "add");
  const { hash } = alone, node = given === undefined ? { id } : { id, weight };
  const due = isRight && act !== "remove" ? alone.of(id, weight).length : 0;
  alone.heard();
  const after = outcome(
    () => {
      if (act === "add") return rings.add(ring, node, hash);
      return act === "remove" ? rings.remove(ring, id) : rings.weigh(ring, id, weight, hash);
    },
    grading,
    asked,
  );
  const calls = alone.heard().length;
  if (after === REFUSED || !isRight) {
    if (after === REFUSED && !isRight) return undefined;
    const must = isRight ? "another ring" : REFUSED;
    unlike({ asked: asked(), came: after === REFUSED ? REFUSED : "a ring", must, why: REFUSE });
  }
  if (calls > due) {
    unlike({ asked: asked(), came: `${calls} hashes`, must: `${due} at most`, why: WORK });
  }
  const others = [...nodes].filter(([other]) => other !== id);
  return { ring: after, nodes: new Map(act === "remove" ? others : [...others, [id, weight]]) };
}

function inWords({ act, id, weight }: Step): string {
  const name = named(id);
  if (act === "remove") return `${name} is removed`;
  if (act === "weigh") return `${name} has weight ${weight}`;
  return weight === undefined ? `${name} is added` : `${name} is added, of weight ${weight}`;
}

const inPoints = (points: unknown) =>
  Array.isArray(points)
    ? points.map((point) => `${point?.position} ${JSON.stringify(point?.id)}`).join(", ")
    : `no list, but ${typeof points}`;

/** Where two lists of points part. */
function apart(came: unknown, must: readonly Point[]): { came: string; must: string } {
  const [a, b] = [inPoints(came), inPoints(must)].map((text) => text.split(", ")) as [
    string[],
    string[],
  ];
  const at = b.length > 12 ? Math.max(0, a.findIndex((point, i) => point !== b[i]) - 2) : 0;
  const from = at === 0 ? "" : `from point ${at} on: `;
  return { came: from + few(a.slice(at)), must: from + few(b.slice(at)) };
}

function whyOf(came: unknown, must: readonly Point[]): string {
  if (!Array.isArray(came)) return SORTED;
  const sorted = (points: readonly Point[]) => points.map((each) => inPoints([each])).sort().join();
  return sorted(came) === sorted(must) ? SORTED : ALL;
}

const SORTED =
  "points are sorted by position, and of equal positions the lesser name comes first: then clients " +
  "that met " +
  "the nodes in other orders have the same ring (section 14.7)";
const ALL =
  "each node that is there has the points that it has alone, and others none: points at one " +
  "position do not " +
  "overwrite each other, and weights of others are of no importance (sections 14.7 and 14.15)";
const STAYS =
  "while keys move, the ring before a change is asked, too: it stays as it was (section 14.1)";
const WORK = "a change hashes the points of its own node, each once; a removal hashes none";
const REFUSE =
  "a name is not empty and there once, a weight is above 0 and finite, who is changed is there; all" +
  " else is " +
  "refused, and nothing that is right";
