/** What a proposer must do, step by step, in runs that can come about. @module */

import { type Grading, told } from "hb/grade/part.ts";
import { equal } from "hb/model/compare.ts";
import { majorities, type Quorums, sized } from "hb/replicated/quorum/system.ts";
import { type Ballot, compareBallots, type NodeId, type Proposer, type Vote } from "../given.ts";
import type { Event, Run } from "./proposing_runs.ts";
import { expect, Watch } from "./proposing_watch.ts";
import { type After, type Happening, label, nodeOf, sendsIn, sendsInWords } from "./node.ts";

const kinds: Readonly<Record<Run["quorums"], Quorums>> = {
  majorities,
  "one decides": (members) => sized(members.length, 1)(members),
};

type Node = ReturnType<typeof nodeOf>;

/** Takes a proposer through a run, and looks at each step. */
export function proposing(own: Proposer, run: Run, grading: Grading): void {
  const { self, nodes, quorums, backoffMs, mostBackoffMs, events } = run;
  const setting = {
    quorums: kinds[quorums],
    backoffMs,
    patienceMs: 130,
    mostBackoffMs,
  };
  const node = nodeOf({ proposer: own }, { self, nodes }, grading, setting, "a proposer");
  const watch = new Watch(),
    system = setting.quorums(Array.from({ length: nodes }, (_, each) => each));
  for (const event of events) {
    const happening = happeningOf(event, watch, run);
    if (happening === undefined) continue;
    const waited = watch.wishes, after = node.meets(happening);
    const expected = expect(happening, watch, system.phase1);
    if (expected === "begins") begins(node, after, watch, nodes, self, setting.patienceMs, grading);
    else {
      const words =
        `${node.inWords()}. What a proposer asks of acceptors (Lamport 2001, section 2.2)`;
      const asked = sendsIn(after.effects).filter(({ message }) =>
        message.type === "prepare" || message.type === "accept"
      );
      const value = expected;
      const wanted = value === null ? [] : Array.from({ length: nodes }, (_, to) => ({
        to,
        message: { type: "accept", ballot: watch.attempt!.ballot, value } as const,
      }));
      grading.equal(asked, wanted, words, sendsInWords);
    }
    if (event.kind === "nack") standsBack(node, after, watch, event.back, setting, run);
    answers(node, happening, after, watch);
    if (watch.decided === null) {
      keepsPlace(happening, after, watch, waited);
      const wishes = `${node.inWords()}. Who waits for a decision here (s.wishes)`;
      grading.equal(after.state.wishes, watch.wishes, wishes);
    }
  }
}

/** A client that waits and wants something else may keep its place. */
function keepsPlace(
  happening: Happening,
  { state }: After,
  watch: Watch,
  waited: Watch["wishes"],
): void {
  if (typeof happening !== "object" || happening.message.type !== "propose") return;
  const { from: client, message: { value } } = happening;
  if (!waited.some((wish) => wish.client === client)) return;
  const inPlace = waited.map((wish) => wish.client === client ? { client, value } : wish);
  if (equal(state.wishes, inPlace)) watch.wishes = inPlace;
}

/** The event, as it is here; nothing if it cannot happen now. */
function happeningOf(event: Event, watch: Watch, run: Run): Happening | undefined {
  const { nodes, self } = run;
  switch (event.kind) {
    case "propose":
      return { from: nodes + event.client, message: { type: "propose", value: event.value } };
    case "hears":
      if (event.ballot.node === self) return undefined;
      return { from: event.ballot.node, message: { type: "prepare", ballot: event.ballot } };
    case "retry":
      return watch.timer ? "retry" : undefined;
    case "crash":
      return "crash";
  }
  const ballot = watch.ballots.at(-1 - event.back), from = event.node;
  if (ballot === undefined) return undefined;
  if (event.kind === "promise") {
    // An acceptor that is asked again says the same again.
    const name = `${label(ballot)} ${from}`, known = watch.told.get(name);
    const accepted = known === undefined ? voteOf(event.vote, ballot, run) : known;
    watch.told.set(name, accepted);
    return { from, message: { type: "promise", ballot, accepted } };
  }
  if (event.kind === "nack") {
    if (nodes === 1) return undefined;
    const other = (self + 1) % nodes;
    return {
      from,
      message: {
        type: "nack",
        ballot,
        promised: { round: ballot.round + event.above, node: other },
      },
    };
  }
  const { attempt } = watch;
  if (attempt?.value === null || attempt === null || event.back > 0) return undefined;
  return { from, message: { type: "accepted", ballot, value: attempt.value } };
}

/** What an acceptor has voted for before: in each ballot there is one value. */
function voteOf(vote: number | null, { round }: Ballot, { self, nodes }: Run): Vote | null {
  if (vote === null || vote + 1 >= round || nodes === 1) return null;
  const ballot = { round: round - 1 - vote, node: (self + 1 + vote % (nodes - 1)) % nodes };
  return { ballot, value: `${"xyz"[ballot.node] ?? "w"}${ballot.round}` };
}

/** A ballot begins. */
function begins(
  node: Node,
  { effects, saved, state }: After,
  watch: Watch,
  nodes: number,
  self: NodeId,
  patienceMs: number,
  grading: Grading,
): void {
  const sends = sendsIn(effects), first = sends.find(({ message }) => message.type === "prepare");
  const must =
    "a ballot begins, and all nodes are asked to promise it (Lamport 2001, section 2.2, phase 1a)";
  if (first?.message.type !== "prepare") return node.fail(must, sendsInWords(sends));
  const { ballot } = first.message;
  const wanted = Array.from(
    { length: nodes },
    (_, to) => ({ to, message: { type: "prepare", ballot } as const }),
  );
  grading.equal(sends, wanted, `${node.inWords()}: ${must}`, sendsInWords);
  if (ballot.node !== self) {
    node.fail("a proposer's ballots are its own", `it begins ${label(ballot)}`);
  }
  for (
    const [which, other] of [["used", watch.ballots.at(-1)], ["promised", watch.promised], [
      "met in a nack",
      watch.refused,
    ]] as const
  ) {
    if (other !== undefined && compareBallots(ballot, other) <= 0) {
      node.fail(
        `a new ballot is higher than all that it has ${which}, such as ${label(other)}`,
        `it begins ${label(ballot)}`,
      );
    }
  }
  if (saved === undefined || saved.round < ballot.round) {
    node.fail(
      "the round is durable before anybody hears of the ballot (section 2.5)",
      saved === undefined ? "nothing is saved" : `the record says round ${saved.round}`,
    );
  }
  const kept = [saved!.promised, saved!.accepted];
  grading.equal(
    kept,
    [state.promised, state.accepted],
    `${node.inWords()}. What its record says of the acceptor`,
  );
  if (effects.some((effect) => effect.kind === "send" && effect.ahead !== undefined)) {
    node.fail(
      "the round is durable before anybody hears of the ballot (section 2.5)",
      "it is sent ahead",
    );
  }
  const wait = effects.findLast((effect) => effect.kind === "wait");
  if (wait?.kind !== "wait" || wait.delayMs !== patienceMs) {
    node.fail(
      `it tries again when nothing is decided after paxos.patienceMs (${patienceMs})`,
      wait?.kind === "wait" ? `its timer is set to ${wait.delayMs} ms` : "it sets no timer",
    );
  }
  watch.ballots.push(ballot);
  watch.attempt = { ballot, promises: new Map(), value: null };
  watch.timer = true;
}

/** Its ballot is refused: it stands back. */
function standsBack(
  node: Node,
  { effects, otherwise }: ReturnType<Node["meets"]>,
  watch: Watch,
  back: number,
  { mostBackoffMs }: { readonly mostBackoffMs: number },
  { backoffMs }: Run,
): void {
  const isOwn = back === 0 && watch.attempt !== null;
  const waits = [effects, otherwise].map((each) =>
    each.findLast((effect) => effect.kind === "wait")
  );
  if (!isOwn) {
    if (waits[0] !== undefined) {
      node.fail(
        "a refusal that is not of the ballot it tries changes nothing",
        "it sets its timer",
      );
    }
    return;
  }
  watch.attempt = null;
  const longest = Math.min(mostBackoffMs, backoffMs * 2 ** watch.failures++);
  const must =
    `it stands back for 1 to ${longest} ms, drawn at random (failures in a row: ${watch.failures})`;
  const [least, most] = waits.map((wait) => wait?.kind === "wait" ? wait.delayMs : undefined);
  if (least === undefined || most === undefined) return node.fail(must, "it sets no timer");
  watch.timer = true;
  if (least < 1 || most > longest || most < longest / 2 || (longest >= 2 && least === most)) {
    node.fail(
      must,
      least === most ? `it always waits ${least} ms` : `it waits ${least} to ${most} ms`,
    );
  }
}

/** Who waits is answered when something is decided, and whoever asks later is, too. */
function answers(node: Node, happening: Happening, { effects, state }: After, watch: Watch): void {
  const answered = effects.flatMap((effect) => effect.kind === "answer" ? [effect] : []);
  if (
    watch.decided !== null && typeof happening === "object" && happening.message.type === "propose"
  ) {
    const [first] = answered;
    if (
      answered.length !== 1 || first!.client !== happening.from || first!.result !== watch.decided
    ) {
      node.fail(
        `${told(watch.decided)} is decided, and that is the answer`,
        first === undefined ? "there is none" : `it answers ${told(first.result)}`,
      );
    }
  } else if (answered.length > 0 && state.decided === null) {
    node.fail(
      "clients are answered when something is decided",
      `it answers ${told(answered[0]!.result)}`,
    );
  }
  if (state.decided === null || watch.decided !== null) return;
  watch.crashes();
  watch.decided = state.decided;
}
