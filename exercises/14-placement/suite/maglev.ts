import text from "./maglev.md" with { type: "text" };
import { drawn, type Grading, task, Wrong } from "hb/grade/part.ts";
import { fnv1a, spread } from "hb/model/hash.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Maglev, Node } from "../given.ts";
import { few, outcome, REFUSED, said, unlike } from "./saying.ts";

/** Names with weights, and a size. Where preferences are listed they are these, by name; else drawn. */
interface Case {
  readonly nodes: readonly (readonly [id: string, weight?: number])[];
  /** "NaN" and "Infinity" among them, so that a case is plain data. */
  readonly size: number | string;
  readonly seed: number;
}

export const maglev = task<Answers>(text, ({ maglev }, grading) => {
  for (const each of [cases(), largeCases()]) {
    grading.forAll(each, (given) => judge(maglev, given, grading), smaller);
  }
});

function* cases(): Generator<Case> {
  for (const size of [-1, 0.5, 0, 1, "NaN", "Infinity"]) {
    yield { nodes: [], size, seed: 1 };
    yield { nodes: [["a"]], size, seed: 1 };
    yield { nodes: [["b"], ["a"]], size, seed: 1 };
  }
  const names = [["node 10"], ["node 9"]] as const, signs = [["ｚ"], ["𝐚"]] as const;
  const letters = [["B"], ["a"], ["C"], ["b"]] as const;
  for (const size of [3, 5, 7, 11, 13]) {
    for (let seed = 0; seed < 6; seed++) {
      yield { nodes: [["b"], ["a"]], size, seed };
      if (size > 4) yield { nodes: letters, size, seed };
      yield { nodes: names, size, seed };
      yield { nodes: signs, size, seed };
      yield { nodes: [["a", 2], ["b"]], size, seed };
      yield { nodes: [["c"], ["a", 3], ["b", 2]], size, seed };
      yield { nodes: [["a", 0.5], ["b", 0.25]], size, seed };
    }
  }
  yield* drawn(300, "tables", (random, at): Case => drawCase(random, 1 + at % 9));
  // A size that is no prime, with preferences that are permutations of it all the same.
  yield { nodes: [["a"], ["b"], ["c"]], size: 12, seed: 5 };
}

/** Many nodes, many entries, and a turn that comes after many rounds. */
function* largeCases(): Generator<Case> {
  // A share that is added so often is a little less than 1: 49 times 1/49.
  for (const heavy of [49, 98, 103, 1000]) {
    for (const size of [heavy, heavy + 1, heavy + 2]) {
      yield { nodes: [["a", 1], ["b", heavy]], size, seed: 1 };
    }
  }
  const many = Array.from({ length: 300 }, (_, i) => [`node ${i}`, 1 + i % 4] as const);
  yield { nodes: many.slice(0, 60), size: 4099, seed: 3 };
  yield { nodes: many.slice(0, 60).map(([id]) => [id] as const), size: 4099, seed: 4 };
  yield { nodes: many.map(([id]) => [id] as const), size: 307, seed: 1 };
  yield { nodes: many, size: 2003, seed: 2 };
  yield { nodes: [["a"]], size: 2 ** 16 + 1, seed: 1 };
}

/** Weights whose sums are exact. */
const WEIGHTS: readonly ((random: Random) => number)[] = [
  (random) => 1 + random.below(4),
  (random) => 1 + random.below(100),
  (random) => (1 + random.below(16)) / 8,
  (random) => (1 + random.below(16)) / 1024,
];

function drawCase(random: Random, most: number): Case {
  const ids = new Set(Array.from({ length: most }, () => "abcdeXYZ"[random.below(8)]!));
  const isEven = random.chance(0.4), weight = WEIGHTS[random.below(WEIGHTS.length)]!;
  const nodes = [...ids].map((id) => isEven ? [id] as const : [id, weight(random)] as const);
  const size = ids.size + random.below(random.chance(0.9) ? 30 : 300);
  return { nodes, size, seed: random.below(1000) };
}

function* smaller(given: Case): Generator<Case> {
  const { nodes, size } = given;
  for (let at = 0; at < nodes.length; at++) yield { ...given, nodes: nodes.toSpliced(at, 1) };
  if (nodes.length > 20) yield { ...given, nodes: nodes.slice(0, nodes.length >> 1) };
  if (typeof size === "number" && size > 1) {
    yield { ...given, size: size >> 1 };
    yield { ...given, size: size - 1 };
  }
  if (given.seed > 5) yield { ...given, seed: given.seed % 5 };
}

/** A permutation of the entries: with a step that has no divisor in common with the size. */
function preferring(size: number, seed: number): (id: string, nth: number) => number {
  const steps = new Map<string, readonly [offset: number, skip: number]>();
  const common = (a: number, b: number): number => b === 0 ? a : common(b, a % b);
  return (id, nth) => {
    let step = steps.get(id);
    if (step === undefined) {
      const hash = spread(fnv1a(id) ^ spread(seed));
      let skip = 1 + spread(hash) % Math.max(1, size - 1);
      while (common(skip, size) !== 1) skip++;
      steps.set(id, step = [hash % size, skip]);
    }
    return (step[0] + nth * step[1]) % size;
  };
}

/** The table, and how often an entry was asked for. */
function right(
  { nodes, seed, ...given }: Case,
): { table: string[]; questions: number } | undefined {
  const size = Number(given.size);
  const isSize = Number.isInteger(size) && size >= 0;
  if (!isSize || nodes.length > size || nodes.length === 0 && size > 0) return undefined;
  const table = Array.from<string | undefined>({ length: size }), prefers = preferring(size, seed);
  const sorted = nodes.toSorted(([a], [b]) => a < b ? -1 : 1).map(([id, weight = 1]) => ({
    id,
    weight,
    saved: 0,
    next: 0,
  }));
  const heaviest = Math.max(...sorted.map(({ weight }) => weight));
  let filled = 0, questions = 0;
  while (filled < size) {
    for (const node of sorted) {
      node.saved += node.weight;
      if (node.saved < heaviest || filled === size) continue;
      node.saved -= heaviest;
      let entry: number;
      do {
        entry = prefers(node.id, node.next++);
        questions++;
      } while (table[entry] !== undefined);
      table[entry] = node.id;
      filled++;
    }
  }
  return { table: table as string[], questions };
}

function judge(maglev: Maglev, given: Case, grading: Grading): void {
  const { nodes, seed } = given,
    size = Number(given.size),
    due = right(given),
    own = preferring(size, seed);
  const listed = nodes.map(([id, weight]) =>
    weight === undefined ? id : `${id} of weight ${weight}`
  );
  const wishes = size > 13 || nodes.length > 4 || due === undefined
    ? ""
    : nodes.map(([id]) =>
      `\n  ${id} prefers ${Array.from({ length: size }, (_, nth) => own(id, nth)).join(", ")}`
    ).join("");
  const asked = `a table of ${size} for nodes ${few(listed)}${wishes}`;
  const most = 2 * (due?.questions ?? 0) + nodes.length;
  let questions = 0;
  const prefers = (id: string, nth: number) => {
    if (++questions > most) {
      throw new Wrong(
        said({ asked, came: "one question more", must: `${most} at most`, why: WORK }),
      );
    }
    if (due === undefined) return 0;
    return Number.isInteger(nth) && nth >= 0 && nth < size ? own(id, nth) : unlike({
      asked,
      came: `the question what ${id} prefers in place ${nth}`,
      must: `a place from 0 to ${size - 1}`,
      why: "there are as many preferences as entries",
    });
  };
  const list: Node[] = nodes.map(([id, weight]) => weight === undefined ? { id } : { id, weight });
  const came = outcome(() => maglev(Object.freeze(list), size, prefers), grading, () => asked);
  const must = due?.table ?? REFUSED;
  if (isAlike(came, must)) return;
  const told = inWords(came), wanted = inWords(must);
  if (size <= 13 || !Array.isArray(came) || due === undefined) {
    unlike({ asked, came: told, must: wanted, why: due === undefined ? NONE : TURNS });
  }
  const at = due.table.findIndex((id, entry) => id !== came[entry]);
  const of = at < 0 ? `${came.length} entries` : `${came[at]} in entry ${at}`;
  unlike({ asked, came: of, must: at < 0 ? `${size} entries` : `${due.table[at]}`, why: TURNS });
}

const isAlike = (came: unknown, must: readonly string[] | string) =>
  Array.isArray(came) && Array.isArray(must)
    ? came.length === must.length && must.every((id, entry) => id === came[entry])
    : came === must;

const inWords = (table: unknown) =>
  Array.isArray(table) ? table.map((id) => `${id}`).join(", ") || "no entry" : `${table}`;

const TURNS =
  "nodes have their turns by name, whatever the list's order, and take what they prefer most of " +
  "what is free; " +
  "with weights, a turn whenever the weight that was saved comes to the heaviest (section 14.4; Envoy 20703)";
const WORK =
  "what a node has found taken stays so, and it does not ask for it again: a table of M entries " +
  "takes about " +
  "M ln M questions, and not M for every node (Eisenbud and others 2016, section 3.4)";
const NONE = "each node needs an entry, and each entry a node; a size is a whole number from 0 on";
