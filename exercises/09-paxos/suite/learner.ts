import text from "./learner.md" with { type: "text" };
import { instances } from "hb/consensus/paxos/instances.ts";
import { kit } from "hb/consensus/paxos/kit.ts";
import { explored } from "hb/grade/explored.ts";
import { drawn, type Grading, task, told } from "hb/grade/part.ts";
import { grid, majorities, type Quorums, sized } from "hb/replicated/quorum/system.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Ballot, compareBallots, type Learner, type NodeId } from "../given.ts";
import { rounds, shuffled } from "./cases.ts";
import { changeBy, nodeOf } from "./node.ts";

export const learner = task<Answers>(text, ({ learner }, grading) => {
  grading.forAll(cases(), (given) => judge(learner, given, grading), smaller);
  const change = changeBy({ learner }, { backoffMs: 0, learners: "the proposer" });
  explored(instances["two proposers"]!.system(change), {
    states: 8_000,
    words: "all orders of events of three nodes, two of which propose",
    labels: kit.labels,
  }, grading);
  for (const storm of ["duels", "in step"]) {
    grading.storm(kit, { storm, seeds: 8, change: changeBy({ learner }, impatient) });
  }
});

const impatient = { patienceMs: 30, backoffMs: 5, mostBackoffMs: 80 };

/** All votes of a run, in the order in which they are heard of: each by the number of its ballot. */
interface Case {
  readonly nodes: number;
  /** How many clients wait for a decision here. */
  readonly wishes: number;
  /** What has come of their wishes: the node's own ballot was refused, or is in phase 2; it is above all others. */
  readonly own: "asked" | "refused" | "proposes";
  readonly quorums: keyof typeof systems;
  readonly ballots: readonly { readonly ballot: Ballot; readonly value: string }[];
  readonly heard: readonly { readonly from: NodeId; readonly nth: number }[];
}

/** Any quorum system will do, not only majorities. */
const systems: Readonly<Record<string, Quorums>> = {
  majorities,
  "any one": (members) => sized(members.length, 1)(members),
  "all nodes": (members) => sized(1, members.length)(members),
  "any two": (members) =>
    sized(Math.max(1, members.length - 1), Math.min(2, members.length))(members),
  "one of each row of two": (members) =>
    members.length % 2 === 0 ? grid(2)(members) : majorities(members),
};

function judge(own: Learner, given: Case, grading: Grading): void {
  const { nodes, wishes, quorums, ballots, heard } = given,
    setting = { quorums: systems[quorums]! };
  const about = `a learner (what decides: ${decidesInWords(quorums, nodes)})`;
  const node = nodeOf({ learner: own }, { self: 0, nodes }, grading, setting, about);
  const system = systems[quorums]!(Array.from({ length: nodes }, (_, each) => each));
  const clients = Array.from({ length: wishes }, (_, client) => nodes + client);
  for (const from of clients) node.meets({ from, message: { type: "propose", value: `w${from}` } });
  if (wishes > 0) prepareOwn(node, given);
  const last = new Map<NodeId, number>(), votes = ballots.map(() => new Set<NodeId>());
  const answered: NodeId[] = [];
  let decided: string | null = null;
  for (const { from, nth } of heard) {
    const { ballot, value } = ballots[nth]!;
    const { state, effects } = node.meets({ from, message: { type: "accepted", ballot, value } });
    votes[nth]!.add(from);
    last.set(from, Math.max(nth, last.get(from) ?? 0));
    const may = ballots.filter((_, i) => system.phase2(votes[i]!)).map(({ value }) => value);
    const must = ballots.find((_, i) =>
      system.phase2(new Set([...last].filter(([, nth]) => nth === i).map(([each]) => each)))
    );
    const found = state.decided;
    if (found === null && (must !== undefined || decided !== null)) {
      node.fail(
        `${
          told(decided ?? must!.value)
        } is decided, as a quorum has voted for it in one ballot (Lamport 2001, section 2.3)`,
        "it has learnt nothing",
      );
    }
    if (found !== null && !may.includes(found)) {
      const missing = "no quorum is known to have voted in one ballot";
      node.fail(
        may.length === 0 ? missing : `${told(may[0])} is decided`,
        `it has learnt ${told(found)}`,
      );
    }
    if (decided !== null && found !== decided) {
      node.fail(`what is decided stays`, `it is ${told(found)} now`);
    }
    for (const effect of effects) {
      if (effect.kind !== "answer") continue;
      if (found === null || effect.result !== found) {
        node.fail(
          "clients are answered with what is decided",
          `one is answered ${told(effect.result)}`,
        );
      }
      answered.push(effect.client);
    }
    if (found === null) continue;
    const isNew = decided === null;
    decided = found;
    grading.equal(
      answered.toSorted((a, b) => a - b),
      clients,
      `${node.inWords()}. Who waited is answered, once`,
    );
    const rest = [state.wishes, state.attempt, state.failures];
    grading.equal(
      rest,
      [[], null, 0],
      `${node.inWords()}. There are no wishes, no attempt, and no failures any more`,
    );
    const stops = effects.some(({ kind }) => kind === "cancel");
    if (isNew && wishes > 0 && !stops) {
      node.fail("nothing is to be tried any more", "the timer still runs");
    }
  }
}

/** What decides, in words; where two are asked for, and there is but one node, that one. */
function decidesInWords(quorums: string, nodes: number): string {
  if (nodes === 1) return "its one node";
  return quorums === "one of each row of two" && nodes % 2 === 1 ? "majorities" : quorums;
}

/** The node's own ballot comes to something, as the book's proposer has it. */
function prepareOwn(node: ReturnType<typeof nodeOf>, { own, nodes }: Case): void {
  if (own === "asked") return;
  const from = nodes - 1, promised = { round: 2 ** 41, node: from };
  const { attempt } = node.meets({ from, message: { type: "prepare", ballot: promised } }).state;
  node.meets({ from, message: { type: "nack", ballot: attempt!.ballot, promised } });
  if (own === "refused") return;
  const again = node.meets("retry").state.attempt!.ballot;
  for (let each = 0; each < nodes; each++) {
    node.meets({ from: each, message: { type: "promise", ballot: again, accepted: null } });
  }
}

/** Small runs first; in each what a quorum has voted for is what is voted for in higher ballots. */
function* cases(): Generator<Case> {
  yield* drawn(1200, "learner", (random, at) => aCase(random, at < 600));
}

function aCase(random: Random, isSmall: boolean): Case {
  const nodes = isSmall ? 3 : 1 + random.below(13), names = Object.keys(systems);
  const quorums = random.chance(0.5) ? "majorities" : names[random.below(names.length)]!;
  const system = systems[quorums]!(Array.from({ length: nodes }, (_, node) => node));
  const few = isSmall ? [1, 2] : rounds(random, 4);
  const all = [...new Set(few)].flatMap((round) =>
    Array.from({ length: Math.min(nodes, 3) }, (_, node): Ballot => ({ round, node }))
  ).sort(compareBallots).filter(() => random.chance(0.6));
  const letters = ["a", "b", ""], ballots: { ballot: Ballot; value: string }[] = [];
  const heard: { from: NodeId; nth: number }[] = [];
  let chosen: string | undefined;
  for (const [nth, ballot] of all.entries()) {
    const value = chosen ?? letters[random.below(3)]!;
    ballots.push({ ballot, value });
    const voters = Array.from({ length: nodes }, (_, node) => node).filter(() =>
      random.chance(0.5)
    );
    for (const from of voters) heard.push({ from, nth });
    if (system.phase2(new Set(voters))) chosen ??= value;
  }
  const twice = heard.filter(() => random.chance(0.3));
  const order = random.chance(0.5) ? shuffled(random, [...heard, ...twice]) : [...heard, ...twice];
  return {
    nodes,
    wishes: random.below(isSmall ? 3 : 7),
    own: (["asked", "refused", "proposes"] as const)[random.below(3)]!,
    quorums,
    ballots,
    heard: order.filter(() => random.chance(0.9)),
  };
}

function* smaller(given: Case): Generator<Case> {
  for (const at of given.heard.keys()) yield { ...given, heard: given.heard.toSpliced(at, 1) };
  if (given.wishes > 0) yield { ...given, wishes: given.wishes - 1 };
  if (given.own !== "asked") yield { ...given, own: "asked" };
}
