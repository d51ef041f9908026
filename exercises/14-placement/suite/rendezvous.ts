import text from "./rendezvous.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Node, Rendezvous } from "../given.ts";
import { few, outcome, REFUSED, unlike } from "./saying.ts";

/** Nodes as [name, hash of the key with it, weight]; so many replicas, or the place. */
interface Case {
  readonly nodes: readonly (readonly [id: string, hash: number, weight?: number])[];
  readonly count?: number;
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
    [["a", 0.5], ["b", 0.5 + 1e-10]],
    [["a", 0.3], ["b", 0.2]],
    [["a", 0.3, 1], ["b", 0.2, 2]],
    [["a", 0.9, 1], ["b", 0.5, 3]],
    [["a", NEAR_1], ["b", 1 - 2 ** -52], ["c", 0.999]],
    [["a", NEAR_0], ["b", 2 ** -1001]],
    [["a", NEAR_0, 2], ["b", 2 ** -900, 1]],
    [["a", 0.5, 1e-6], ["b", 0.25, 1e-6], ["c", 0.9, 1e-6]],
    [["a", 0.5, 1e6], ["b", 0.6, 1e6], ["c", 0.1, 1e6]],
    [["a", 0.999, 1e-6], ["b", 0.001, 1e6]],
    [["a", 0.5, 0.5], ["b", 0.4, 0.5], ["c", 0.6, 0.25]],
  ];
  for (const nodes of small) {
    yield { nodes };
    for (const count of [0, 1, 2, 3, -1, 1.5]) yield { nodes, count };
  }
  yield* drawn(500, "rendezvous", (random, at) => drawCase(random, 1 + at % 12));
  const many = Array.from(
    { length: 300 },
    (_, i) => [`node ${i}`, (i * 37 % 300 + 1) / 302] as const,
  );
  yield { nodes: many };
  yield { nodes: many, count: 300 };
}

function drawCase(random: Random, length: number): Case {
  const isEven = random.chance(0.3), isCoarse = random.chance(0.5);
  const ids = new Set(
    Array.from({ length }, () => `${"abcdef"[random.below(6)]}${random.below(12)}`),
  );
  const nodes = [...ids].map((id) => {
    const hash = isCoarse ? (1 + random.below(4)) / 5 : random.unit() || 0.5;
    return isEven ? [id, hash] as const : [id, hash, [0.5, 1, 2, 3, 10][random.below(5)]!] as const;
  });
  return random.chance(0.5) ? { nodes } : { nodes, count: random.below(length + 2) };
}

function* smaller(given: Case): Generator<Case> {
  const { nodes, count } = given;
  for (let at = 0; at < nodes.length; at++) yield { ...given, nodes: nodes.toSpliced(at, 1) };
  if (count !== undefined && count > 1) yield { nodes, count: count - 1 };
}

/** The nodes with their scores as they must be. Logarithms near 1 are as exact as the runtime's. */
function ranked(nodes: Case["nodes"]): { id: string; score: number; exactly: string }[] {
  return nodes.map(([id, hash, weight = 1]) => ({
    id,
    score: -weight / Math.log(hash),
    exactly: `${hash} ${weight}`,
  })).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function judge(rendezvous: Rendezvous, { nodes, count }: Case, grading: Grading): void {
  const list: Node[] = nodes.map(([id, , weight]) =>
    weight === undefined ? { id } : { id, weight }
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
