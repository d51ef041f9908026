import text from "./rendezvous.md" with { type: "text" };
import { drawn, frozen, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Node, Rendezvous } from "../given.ts";
import { few, outcome, REFUSED, unlike } from "./saying.ts";

/** Nodes as [name, hash of the key with it, weight]; so many replicas, or the place. */
interface Case {
  readonly nodes: readonly (readonly [id: string, hash: number, weight?: number])[];
  /** "NaN" and "Infinity" among them, so that a case is plain data. */
  readonly count?: number | string;
}

export const rendezvous = task<Answers>(text, ({ rendezvous }, grading) => {
  grading.forAll(cases(), (each) => judge(rendezvous, each, grading), smaller);
});

const NEAR_1 = 1 - 2 ** -53, NEAR_0 = 2 ** -1000;

function* cases(): Generator<Case> {
  const small: readonly Case["nodes"][] = [
    [],
    [["a", 0.5]],
    [["a", 0.5], ["b", 0.5]],
    [["b", 0.5], ["a", 0.5]],
    [["b", 0.5], ["B", 0.5], ["a", 0.5]],
    [["node 9", 0.25], ["node 10", 0.25]],
    [["ｚ", 0.5], ["𝐚", 0.5]],
    [["a", 0.5], ["b", 0.5 + 1e-10]],
    [["a", 0.3], ["b", 0.2]],
    [["a", 0.3, 1], ["b", 0.2, 2]],
    [["a", 0.9, 1], ["b", 0.5, 3]],
    [["a", NEAR_1], ["b", 1 - 2 ** -52], ["c", 0.999]],
    [["a", NEAR_0], ["b", 2 ** -1001]],
    [["a", 2 ** -1060], ["b", 2 ** -1070], ["c", Number.MIN_VALUE]],
    [["a", NEAR_0, 2], ["b", 2 ** -900, 1]],
    [["a", 0.5, 1e-6], ["b", 0.25, 1e-6], ["c", 0.9, 1e-6]],
    [["a", 0.5, 1e6], ["b", 0.6, 1e6], ["c", 0.1, 1e6]],
    [["a", 0.999, 1e-6], ["b", 0.001, 1e6]],
    [["a", 0.5, 0.5], ["b", 0.4, 0.5], ["c", 0.6, 0.25]],
  ];
  for (const nodes of small) {
    // Once more with the names the other way about: so who takes two scores for equal is wrong in one of the two.
    const names = nodes.map(([id]) => id).reverse();
    const others = nodes.map(([, ...rest], nth) => [names[nth]!, ...rest] as const);
    for (const list of nodes.length > 1 ? [nodes, others] : [nodes]) {
      yield { nodes: list };
      for (const count of [0, 1, 2, 3, -1, 1.5, "NaN", "Infinity"]) yield { nodes: list, count };
    }
  }
  yield* drawn(500, "rendezvous", (random, at) => drawCase(random, 1 + at % 12));
  // The last of all is the best, and beyond what a byte can number.
  const many = Array.from(
    { length: 300 },
    (_, i) => [`node ${i}`, ((i + 1) * 37 % 300 || 300) / 302] as const,
  );
  yield { nodes: many };
  yield { nodes: many, count: 300 };
}

const WEIGHTS = [0.5, 1, 2, 3, 10, 1e-6, 1e6, 1234.5678];

function drawCase(random: Random, length: number): Case {
  const isEven = random.chance(0.3);
  const hash = [
    () => (1 + random.below(4)) / 5,
    () => random.unit() || 0.5,
    () => 2 ** -(1 + random.below(1074)),
    () => 1 - 2 ** -(1 + random.below(53)),
  ][random.chance(0.6) ? random.below(2) : 2 + random.below(2)]!;
  const ids = new Set(
    Array.from({ length }, () => `${"abcdef"[random.below(6)]}${random.below(12)}`),
  );
  const nodes = [...ids].map((id) =>
    isEven ? [id, hash()] as const : [id, hash(), WEIGHTS[random.below(WEIGHTS.length)]!] as const
  );
  return random.chance(0.5) ? { nodes } : { nodes, count: random.below(length + 2) };
}

function* smaller(given: Case): Generator<Case> {
  const { nodes, count } = given;
  for (let at = 0; at < nodes.length; at++) yield { ...given, nodes: nodes.toSpliced(at, 1) };
  if (typeof count === "number" && count > 1) yield { nodes, count: count - 1 };
}

/** The nodes with their scores as they must be. Logarithms near 1 are as exact as the runtime's. */
function ranked(nodes: Case["nodes"]): { id: string; score: number; exactly: string }[] {
  return nodes.map(([id, hash, weight = 1]) => ({
    id,
    score: -weight / Math.log(hash),
    exactly: `${hash} ${weight}`,
  })).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function judge(rendezvous: Rendezvous, { nodes, ...given }: Case, grading: Grading): void {
  const count = given.count === undefined ? undefined : Number(given.count);
  const list: readonly Node[] = frozen(
    nodes.map(([id, , weight]) => weight === undefined ? { id } : { id, weight }),
  );
  const hashes = new Map(nodes.map(([id, hash]) => [id, hash]));
  const told = few(
    nodes.map(([id, hash, weight = 1]) => `${id}: hash ${hash}, weight ${weight}`),
    8,
  );
  const asked = `${count === undefined ? "place" : `replicas, ${count} of them,`} among ${told}`;
  let calls = 0;
  const hash = (id: string) => {
    calls++;
    return hashes.get(id) ?? NaN;
  };
  const came = outcome(
    () =>
      count === undefined ? rendezvous.place(list, hash) : rendezvous.replicas(list, hash, count),
    grading,
    () => asked,
  );
  const all = ranked(nodes), wanted = count ?? 1;
  const isRight = Number.isInteger(wanted) && wanted >= 0 && wanted <= nodes.length;
  const must = isRight ? all.slice(0, wanted).map(({ id }) => id) : undefined;
  const due = must === undefined ? REFUSED : must.join(", ") || "none";
  const names = Array.isArray(came) ? came as string[] : [`${came}`];
  const inWords = names.join(", ") || "none";
  if (inWords !== due && !isNearly(names, must, all)) {
    unlike({ asked, came: inWords, must: due, why: must === undefined ? FEW : SCORE });
  }
  if (calls > nodes.length) {
    unlike({ asked, came: `${calls} hashes`, must: `${nodes.length} at most`, why: ONCE });
  }
}

/** Scores that differ in the last bits only, by how they are worked out, may be in either order. */
function isNearly(
  names: readonly string[],
  must: readonly string[] | undefined,
  all: ReturnType<typeof ranked>,
): boolean {
  if (must === undefined || names.length !== must.length) return false;
  const of = new Map(all.map((each) => [each.id, each]));
  return new Set(names).size === names.length && names.every((id, i) => {
    const own = of.get(id), due = of.get(must[i]!)!;
    if (own === undefined) return false;
    if (own === due) return true;
    return own.exactly !== due.exactly && Math.abs(own.score - due.score) <= 1e-12 * due.score;
  });
}

const SCORE =
  "the greatest score wins, -weight / ln(hash), so that a node has the share of its weight; of " +
  "equal scores " +
  "the lesser name does, whoever was listed first (sections 14.4 and 14.7)";
const FEW = "each copy is on a node of its own, and there are not so many: who asks must be told";
const ONCE = "a lookup costs one hash for each node, and no more (section 14.4)";
