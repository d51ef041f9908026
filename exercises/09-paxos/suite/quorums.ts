import text from "./quorums.md" with { type: "text" };
import { drawn, type Grading, shown, task, told, Wrong } from "hb/grade/part.ts";
import { grid, majorities, sized, weighted } from "hb/replicated/quorum/system.ts";
import type { Random } from "hb/sim/random.ts";
import { shuffled } from "./cases.ts";
import type { Answers } from "../answers.ts";
import type { Apart, IsQuorum, NodeId, Quorums } from "../given.ts";

export const quorums = task<Answers>(text, ({ quorums }, grading) => {
  grading.forAll(lists(), (given) => judgeLists(quorums, given, grading), smaller);
  grading.forAll(systems(), (given) => judgeSystem(quorums, given, grading));
});

/** Sections to read in, as reasons. */
const WHY =
  "(Howard, Malkhi and Spiegelman 2016, section 3: all that Paxos needs is that quorums of phase 1 meet those of phase 2)";

interface Lists {
  readonly phase1: readonly (readonly NodeId[])[];
  readonly phase2: readonly (readonly NodeId[])[];
}

function judgeLists(own: Quorums, given: Lists, grading: Grading): void {
  const { phase1, phase2 } = given;
  const sets = (quorums: Lists["phase1"]) =>
    quorums.map((quorum) => `{${quorum.join(", ")}}`).join(", ") || "none at all";
  const words = `two quorums apart, of phase 1 (${sets(phase1)}) and of phase 2 (${sets(phase2)})`;
  const found = grading.asked(() => own.apart(shown(phase1), shown(phase2)), () => words);
  const among = (quorums: Lists["phase1"]): IsQuorum => (present) =>
    quorums.some((quorum) => quorum.every((node) => present.has(node)));
  const expected =
    phase1.flatMap((one) =>
      phase2.filter((other) => !other.some((node) => one.includes(node))).map((
        other,
      ) => [one, other])
    )[0];
  judgeFound(found, expected, among(phase1), among(phase2), words);
}

/** What was found must be what it is said to be. */
function judgeFound(
  found: Apart | null,
  expected: readonly (readonly NodeId[])[] | undefined,
  phase1: IsQuorum,
  phase2: IsQuorum,
  words: string,
): void {
  const fail = (must: string) => {
    throw new Wrong(`${words}: ${must}, found ${told(found)} ${WHY}`);
  };
  if (expected === undefined) {
    if (found !== null) fail("expected null, as all meet");
    return;
  }
  const [one, other] = expected.map((quorum) => `{${quorum.join(", ")}}`);
  if (
    found === null || typeof found !== "object" || !Array.isArray(found.phase1) ||
    !Array.isArray(found.phase2)
  ) {
    return fail(`expected two quorums, such as ${one} and ${other}`);
  }
  if (!phase1(new Set(found.phase1))) {
    fail(`what is given for phase 1 must be a quorum, such as ${one}`);
  }
  if (!phase2(new Set(found.phase2))) {
    fail(`what is given for phase 2 must be a quorum, such as ${other}`);
  }
  if (found.phase1.some((node) => found.phase2.includes(node))) {
    fail("the two must have no node in common");
  }
}

function* lists(): Generator<Lists> {
  yield { phase1: [], phase2: [] };
  yield { phase1: [[0, 1]], phase2: [] };
  yield { phase1: [[]], phase2: [[0]] };
  yield* drawn(800, "lists", (random) => {
    const nodes = random.chance(0.3)
      ? [0, 7, 31, 32, 33, 64, 300, 2 ** 32, 2 ** 32 + 1]
      : [0, 1, 2, 3, 4];
    const size = random.below(3) + 1;
    const some = (least: number) =>
      nodes.filter(() => random.chance(0.3 + 0.2 * size)).slice(0, nodes.length - least);
    const many = () =>
      Array.from({ length: 1 + random.below(6) }, () => shuffled(random, some(random.below(2))));
    return { phase1: many(), phase2: many() };
  });
  yield* drawn(200, "large lists", largeLists);
}

/** Up to 12 quorums of up to 13 members; no two meet in more than one node, and perhaps two do not meet. */
function largeLists(random: Random): Lists {
  const nodes = shuffled(random, Array.from({ length: 25 }, (_, node) => node));
  const common = nodes.pop()!, halves = [nodes.slice(0, 12), nodes.slice(12)];
  const lacking = [0, 1].map(() => random.below(random.chance(0.5) ? 13 : 24));
  const [phase1, phase2] = halves.map((half, which) =>
    Array.from({ length: 1 + random.below(12) }, (_, at) => {
      const own = shuffled(random, half).slice(0, 1 + random.below(12));
      return shuffled(random, at === lacking[which] ? own : [...own, common]);
    })
  );
  return { phase1: phase1!, phase2: phase2! };
}

function* smaller({ phase1, phase2 }: Lists): Generator<Lists> {
  for (const at of phase1.keys()) yield { phase1: phase1.toSpliced(at, 1), phase2 };
  for (const at of phase2.keys()) yield { phase1, phase2: phase2.toSpliced(at, 1) };
}

interface System {
  readonly words: string;
  readonly n: number;
  readonly which: number;
  readonly sizes: readonly number[];
}

function systemOf({ which, n, sizes: [a, b, c] }: System) {
  const members = Array.from({ length: n }, (_, node) => node);
  switch (which) {
    case 0:
      return majorities(members);
    case 1:
      return sized(a!, b!)(members);
    case 2:
      return grid(c!)(members);
    case 3: {
      // Whoever has all of some nodes takes over, whoever has all of the others decides.
      const has = (bit: number) => (present: ReadonlySet<NodeId>) =>
        members.every((node) => (a! >> node & 1) !== bit || present.has(node));
      return { members, phase1: has(1), phase2: has(0), words: "" };
    }
    default:
      return weighted(new Map(members.map((node) => [node, 1 + node % 3])), a!, b!)(members);
  }
}

/** More often than this nobody need ask. */
const MOST_ASKED = 50_000;

function judgeSystem(own: Quorums, given: System, grading: Grading): void {
  const { n } = given, system = systemOf(given), members = [...system.members];
  const words = `two quorums apart among ${n} nodes (${given.words})`;
  let asked = 0;
  const counting = (isQuorum: IsQuorum): IsQuorum => (present) => {
    if (++asked > MOST_ASKED) {
      throw new Wrong(
        `${words}: whether a set is a quorum need not be asked more than ${MOST_ASKED} times`,
      );
    }
    return isQuorum(present);
  };
  const phase1: IsQuorum = (present) => system.phase1(present),
    phase2: IsQuorum = (present) => system.phase2(present);
  const found = grading.asked(
    () => own.apartAmong(n, counting(phase1), counting(phase2)),
    () => words,
  );
  let expected: NodeId[][] | undefined;
  for (let set = 0; set < 2 ** n && expected === undefined; set++) {
    const pair = [1, 0].map((bit) => members.filter((node) => (set >> node & 1) === bit));
    if (phase1(new Set(pair[0])) && phase2(new Set(pair[1]))) expected = pair;
  }
  judgeFound(found, expected, phase1, phase2, words);
  if (found === null) return;
  const strange = [...found.phase1, ...found.phase2].find((node) => !members.includes(node));
  grading.expect(
    strange === undefined,
    `${words}: the nodes are 0 to ${n - 1}, found ${told(found)}`,
  );
}

function* systems(): Generator<System> {
  for (let n = 1; n <= 12; n++) {
    yield { words: "majorities", n, which: 0, sizes: [] };
    for (let a = 1; a <= Math.min(n, 6); a++) {
      for (const b of [n - a, n - a + 1].filter((size) => size > 0)) {
        yield { words: `any ${a} and any ${b}`, n, which: 1, sizes: [a, b] };
      }
    }
  }
  for (const [n, columns] of [[4, 2], [6, 2], [6, 3], [9, 3], [12, 4]] as const) {
    yield { words: `rows of ${columns} and one of each`, n, which: 2, sizes: [0, 0, columns] };
  }
  yield* drawn(60, "weights", weights);
  yield* drawn(40, "halves", (random) => {
    const n = 2 + random.below(11), set = random.below(2 ** n);
    const named = [1, 0].map((bit) =>
      Array.from({ length: n }, (_, node) => node).filter((node) => (set >> node & 1) === bit)
    );
    const words = named.map((nodes) => `all of {${nodes.join(", ")}}`).join(", and ");
    return { words, n, which: 3, sizes: [set] };
  });
}

function weights(random: Random): System {
  const n = 2 + random.below(7), all = Array.from({ length: n }, (_, node) => 1 + node % 3);
  const sum = all.reduce((a, b) => a + b), a = 1 + random.below(sum), b = sum - a + random.below(2);
  return {
    words: `weights ${all.join(", ")}; a weight of ${a} and of ${b}`,
    n,
    which: 4,
    sizes: [a, Math.max(1, b)],
  };
}
