import text from "./quorums.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { told } from "hb/grade/told.ts";
import { many, unlike } from "hb/grade/said.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Both, Family, NodeId, Quorums, Sizes } from "../given.ts";

export const quorums = task<Answers>(text, ({ quorums }, grading) => {
  apart(quorums, grading);
  grading.againstReference(
    (sizes: Sizes) => quorums.endures(sizes),
    ({ nodes, read, write }) => ({ reads: nodes - read, writes: nodes - write }),
    allSizes(),
    (sizes) => `how many may be down ${inSizes(sizes)}: as many as leave R, or W (Gifford 1979)`,
  );
  available(quorums, grading);
  grading.againstReference(
    ([nodes, down]: readonly [number, number]) => inOrder(quorums.choices(nodes, down)),
    ([nodes, down]) => rightChoices(nodes, down),
    pairs(),
    ([nodes, down]) =>
      `R and W of ${nodes} nodes that meet, where ${down} may be down: R + W > N, and neither is more than are up`,
  );
  families(quorums, grading);
});

function* allSizes(): Generator<Sizes> {
  for (let nodes = 1; nodes <= 9; nodes++) {
    for (let read = 1; read <= nodes; read++) {
      for (let write = 1; write <= nodes; write++) yield { nodes, read, write };
    }
  }
  yield { nodes: 12, read: 6, write: 6 };
  yield { nodes: 12, read: 1, write: 12 };
}

function* pairs(): Generator<readonly [number, number]> {
  for (let nodes = 1; nodes <= 12; nodes++) {
    for (let down = 0; down <= nodes; down++) yield [nodes, down];
  }
}

const inSizes = ({ nodes, read, write }: Sizes) =>
  `of ${nodes} nodes with R = ${read} and W = ${write}`;

function apart({ apart }: Quorums, grading: Grading): void {
  grading.forAll(allSizes(), (sizes) => {
    const { nodes, read, write } = sizes, asked = `two quorums that do not meet, ${inSizes(sizes)}`;
    const found = grading.asked(() => apart(shown(sizes)), () => asked);
    const meet = read + write > nodes;
    const why =
      "two sets of nodes must meet when together they are more than all, and need not otherwise";
    const wrong = (must: string): never => unlike({ asked, came: told(found), must, why });
    if (meet) return found === null ? undefined : wrong("null: all of them meet");
    if (found === null || typeof found !== "object") {
      wrong(`${many(read, "node")} and ${many(write, "other")}`);
    }
    const sides = [[found!.read, read], [found!.write, write]] as const;
    for (const [side, size] of sides) {
      const isOne = Array.isArray(side) && side.length === size && new Set(side).size === size &&
        side.every((node) => Number.isInteger(node) && node >= 0 && node < nodes);
      if (!isOne) wrong(`${read} and ${write} of the nodes from 0 to ${nodes - 1}, each once`);
    }
    if (found!.read.some((node) => found!.write.includes(node))) wrong("no node in both");
  });
}

function available({ available }: Quorums, grading: Grading): void {
  const cases = [...allSizes()].flatMap((sizes) =>
    [0, 0.1, 0.5, 0.9, 0.99, 1].map((up) => ({ sizes, up }))
  );
  grading.forAll(cases, ({ sizes, up }) => {
    const { nodes, read, write } = sizes;
    const asked = `with what chance there are reads and writes, ${
      inSizes(sizes)
    }, each up with ${up}`;
    const found = grading.asked(() => available(shown(sizes), up), () => asked);
    const must: Both<number> = {
      reads: binomial(read, nodes, up),
      writes: binomial(write, nodes, up),
    };
    const isNear = Math.abs(found?.reads - must.reads) < 1e-9 &&
      Math.abs(found?.writes - must.writes) < 1e-9;
    if (isNear) return;
    const why =
      "at least R, or W, of N nodes must be up: a sum of binomial terms, one for each number that is enough";
    unlike({ asked, came: told(found), must: told(must), why });
  });
}

/** Whoever is up, in each of the 2^N ways. */
function binomial(least: number, nodes: number, up: number): number {
  let sum = 0;
  for (let count = least; count <= nodes; count++) {
    let ways = 1;
    for (let i = 0; i < count; i++) ways = ways * (nodes - i) / (i + 1);
    sum += ways * up ** count * (1 - up) ** (nodes - count);
  }
  return sum;
}

function inOrder(choices: readonly Sizes[]): unknown {
  if (!Array.isArray(choices)) return choices;
  return choices.map(({ nodes, read, write }) => ({ nodes, read, write }))
    .sort((a, b) => a.read - b.read || a.write - b.write);
}

function rightChoices(nodes: number, down: number): Sizes[] {
  return [...squares(nodes)].filter(({ read, write }) =>
    read + write > nodes && read <= nodes - down && write <= nodes - down
  );
}

function* squares(nodes: number): Generator<Sizes> {
  for (let read = 1; read <= nodes; read++) {
    for (let write = 1; write <= nodes; write++) yield { nodes, read, write };
  }
}

function families({ meet, fewest }: Quorums, grading: Grading): void {
  const all = [...drawn(250, "families", aFamily), grid(3), grid(2), ...oddFamilies];
  grading.againstReference(
    (family: Family) => fewest(family),
    rightFewest,
    all,
    (family) =>
      `the fewest nodes whose loss leaves none of ${
        told(family)
      } whole: one of each must be lost ` +
      "(Naor and Wool 1998)",
  );
  grading.againstReference(
    ([reads, writes]: readonly [Family, Family]) => meet(reads, writes),
    ([reads, writes]) =>
      !reads.some((one) => writes.some((other) => one.every((node) => !other.includes(node)))),
    [
      ...all.map((family, i) => [family, all[(i * 7 + 1) % all.length]!] as const),
      // The last set of many is the one that meets nobody; and nodes that bits would take for others.
      [grid(3), [...grid(3), [20]]] as const,
      [[...grid(3), [20]], grid(3)] as const,
      [[[1]], [[33]]] as const,
    ],
    ([reads, writes]) => `whether each of ${told(reads)} meets each of ${told(writes)}`,
  );
}

/** One in which who is in most sets need not be lost, one in which all must be, and a large one. */
const oddFamilies: readonly Family[] = [
  [[0, 1], [0, 2], [0, 3], [1, 4], [2, 5], [3, 6]],
  [[0], [1], [2], [3], [4]],
  [[0], [1], [2], [3], [4], [5], [6]],
  // Names of nodes that are no small numbers, which bits would take for others.
  [[0, 33], [1, 32], [0, 40]],
  [[1], [33]],
  [[33]],
  [[1]],
  grid(4).slice(0, 5),
];

function aFamily(random: Random): Family {
  const nodes = 1 + random.below(9);
  return Array.from({ length: 1 + random.below(5) }, () => {
    const set = new Set<NodeId>();
    const size = 1 + random.below(Math.min(nodes, 4));
    while (set.size < size) set.add(random.below(nodes));
    return [...set];
  });
}

/** Each a whole row, and one node of each other row. */
function grid(side: number): Family {
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, at) => [
      ...Array.from({ length: side }, (_, column) => row * side + column),
      ...Array.from({ length: side }, (_, other) => other * side + at).filter((node) =>
        Math.floor(node / side) !== row
      ),
    ])).flat();
}

/** By trying all sets of so many nodes, from none on. */
function rightFewest(family: Family): number {
  const nodes = [...new Set(family.flat())];
  const hits = (lost: readonly NodeId[]) =>
    family.every((set) => set.some((node) => lost.includes(node)));
  const some = (count: number, from: number, lost: readonly NodeId[]): boolean =>
    count === 0
      ? hits(lost)
      : nodes.slice(from).some((node, i) => some(count - 1, from + i + 1, [...lost, node]));
  let count = 0;
  while (!some(count, 0, [])) count++;
  return count;
}
