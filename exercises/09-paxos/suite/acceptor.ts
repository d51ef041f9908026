import text from "./acceptor.md" with { type: "text" };
import { kit } from "hb/consensus/paxos/kit.ts";
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Acceptor, type Ballot, compareBallots, NO_BALLOT, type Vote } from "../given.ts";
import { rounds } from "./cases.ts";
import {
  type After,
  changeBy,
  type Happening,
  label,
  nodeOf,
  sendsIn,
  sendsInWords,
} from "./node.ts";

export const acceptor = task<Answers>(text, ({ acceptor }, grading) => {
  grading.forAll(cases(), (given) => judge(acceptor, given, grading), smaller);
  for (const storm of ["storm", "restarts"]) {
    grading.storm(kit, { storm, seeds: 6, change: changeBy({ acceptor }) });
  }
});

/** What an acceptor hears; in each ballot there is one value. */
type Event = "crash" | { readonly type: "prepare" | "accept"; readonly ballot: Ballot };

interface Case {
  readonly self: number;
  readonly nodes: number;
  /** Whether the node has begun a ballot of its own before: its round is in the record, too. */
  readonly proposes: boolean;
  readonly events: readonly Event[];
}

function valueOf({ round, node }: Ballot): string {
  return `${"abcdefghijklm"[node] ?? `n${node}`}${round}`;
}

/** Takes an acceptor through what it hears, and looks at each step. */
function judge(own: Acceptor, { self, nodes, proposes, events }: Case, grading: Grading): void {
  const node = nodeOf({ acceptor: own }, { self, nodes }, grading, {}, "an acceptor");
  let promised = NO_BALLOT, accepted: Vote | null = null;
  if (proposes) node.meets({ from: nodes, message: { type: "propose", value: "w" } });
  for (const event of events) {
    const after = node.meets(happening(event));
    let sends: ReturnType<typeof sendsIn> = [], isNews = false, mayBeSilent = false;
    if (event !== "crash") {
      const { type, ballot } = event, from = ballot.node, order = compareBallots(ballot, promised);
      const value = valueOf(ballot);
      if (order < 0) sends = [{ to: from, message: { type: "nack", ballot, promised } }];
      else {
        // Its proposer has had a quorum of promises before there was a vote.
        mayBeSilent = type === "prepare" && isVote(accepted, ballot);
        isNews = order > 0 || (type === "accept" && !isVote(accepted, ballot));
        promised = ballot;
        if (type === "accept") accepted = { ballot, value };
        sends = type === "prepare"
          ? [{ to: from, message: { type: "promise", ballot, accepted } }]
          : Array.from({ length: nodes }, (_, to) => ({
            to,
            message: { type: "accepted", ballot, value } as const,
          }));
      }
    }
    const sent = sendsIn(after.effects);
    grading.equal(
      sent,
      mayBeSilent && sent.length === 0 ? [] : sends,
      `${node.inWords()}. ${why(event, sends)}`,
      sendsInWords,
    );
    const words = `${node.inWords()}. What it has promised, and its last vote`;
    const { state } = after;
    grading.equal([state.promised, state.accepted], [promised, accepted], words, told);
    durable(after, isNews, node.fail);
  }
}

function happening(event: Event): Happening {
  if (event === "crash") return event;
  const { type, ballot } = event, from = ballot.node;
  if (type === "prepare") return { from, message: { type, ballot } };
  return { from, message: { type, ballot, value: valueOf(ballot) } };
}

function why(event: Event, [first]: ReturnType<typeof sendsIn>): string {
  if (event === "crash") return "Who comes back says nothing of itself";
  switch (first?.message.type) {
    case "nack":
      return "It takes no part in a ballot below the promised one, and says so (Lamport 2001, section 2.5)";
    case "promise":
      return "It promises, and tells of its last vote (section 2.2, phase 1b)";
    default:
      return "It votes, and all learners hear of it (section 2.2, phase 2b, and 2.3)";
  }
}

function told(value: unknown): string {
  const [promised, accepted] = value as [Ballot, Vote | null];
  const vote = accepted === null
    ? "no vote"
    : `a vote for ${accepted.value} in ${label(accepted.ballot)}`;
  return `${label(promised)} and ${vote}`;
}

/** What others hear of must be durable by then, and the record keeps all three things. */
function durable(
  { state: { promised, accepted, round }, saved, effects }: After,
  isNews: boolean,
  fail: (must: string, found: string) => never,
): void {
  const must = "what is promised and voted for is durable before anybody hears of it (section 2.5)";
  if (effects.filter(({ kind }) => kind === "save").length > 1) {
    fail("one record a step is enough", "it saves several");
  }
  if (compareBallots(promised, NO_BALLOT) === 0) return;
  if (saved === undefined) return fail(must, "it has saved nothing");
  if (
    compareBallots(saved.promised ?? NO_BALLOT, promised) !== 0 || saved.round !== round ||
    saved.accepted?.value !== accepted?.value
  ) {
    fail(
      must,
      `its last record says ${told([saved.promised, saved.accepted])}, round ${saved.round}`,
    );
  }
  const early = effects.some((effect) =>
    effect.kind === "send" && effect.ahead !== undefined && effect.message.type !== "nack"
  );
  if (isNews && early) fail(must, "its answer is sent ahead of what is saved");
}

const small: readonly Ballot[] = [
  { round: 1, node: 0 },
  { round: 1, node: 1 },
  { round: 2, node: 0 },
  { round: 2, node: 1 },
];

function* cases(): Generator<Case> {
  const alphabet: Event[] = [
    ...small.flatMap((
      ballot,
    ): Event[] => [{ type: "prepare", ballot }, { type: "accept", ballot }]),
    "crash",
  ];
  const all = (length: number): Event[][] =>
    length === 0
      ? [[]]
      : all(length - 1).flatMap((less) => alphabet.map((event) => [...less, event]));
  for (const length of [1, 2, 3]) {
    for (const events of all(length)) yield { self: 0, nodes: 3, proposes: false, events };
  }
  yield* drawn(400, "acceptor", aCase);
}

/** Longer runs, in clusters of any size, with rounds of any size. */
function aCase(random: Random): Case {
  const nodes = 1 + random.below(random.chance(0.2) ? 13 : 5), few = rounds(random, 3);
  const ballot = () => ({ round: few[random.below(few.length)]!, node: random.below(nodes) });
  const one = (): Event =>
    random.chance(0.1)
      ? "crash"
      : { type: random.chance(0.5) ? "prepare" : "accept", ballot: ballot() };
  const events = Array.from({ length: 2 + random.below(12) }, one);
  return { self: random.below(nodes), nodes, proposes: random.chance(0.4), events };
}

function* smaller(given: Case): Generator<Case> {
  const { events } = given;
  if (given.proposes) yield { ...given, proposes: false };
  const most = Math.max(2, ...events.map((event) => event === "crash" ? 0 : event.ballot.node)) + 1;
  if (given.nodes > most) yield { ...given, self: 0, nodes: most };
  for (const at of events.keys()) yield { ...given, events: events.toSpliced(at, 1) };
}

function isVote(accepted: Vote | null, ballot: Ballot): boolean {
  return accepted !== null && compareBallots(accepted.ballot, ballot) === 0;
}
