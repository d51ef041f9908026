/**
 * Reports of logs in each slot of which there is a Paxos, each played here in the order in which it happened; where a rule
 * of ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * Of reports about logs, these are played among those of reads, in `tests/reads`: scylla 24630 (what one replica knows is
 * repaired at too few before it is read; here a leader decides it again with a quorum) is etcd 7331; scylla 6299 is PQR.
 */

import { assertEquals } from "@std/assert";
import { NO_BALLOT } from "hb/consensus/ballot.ts";
import { bugs } from "hb/consensus/multipaxos/bugs.ts";
import type { Options } from "hb/consensus/multipaxos/settings.ts";
import type { State } from "hb/consensus/multipaxos/state.ts";
import { kit as raftKit } from "hb/consensus/raft/kit.ts";
import { lastIndex } from "hb/consensus/raft/log.ts";
import { type Rules as RaftRules, rules as raftRules } from "hb/consensus/raft/rules.ts";
import type { State as RaftState } from "hb/consensus/raft/state.ts";
import { among, type Letter, of, type Stage, stageOf } from "../reads/stage.ts";
import { onMultiPaxos, onRaft, putX } from "../reads/stores.ts";

type Rules = NonNullable<Options["rules"]>;

/** Servers of Multi-Paxos of which server 0 leads. */
function led(options: Omit<Options, "machine"> = {}, nodes = 3): Stage {
  const stage = stageOf(onMultiPaxos(options).protocol, nodes);
  stage.stand(0);
  stage.deliver();
  return stage;
}

const stateOf = ({ states }: Stage, node: number) => states[node] as State<Map<string, string>>;
const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const answered = ({ answers }: Stage) => answers.map(({ client }) => client);

/** What a server has voted for in a slot, or knows of it. */
function writtenIn(stage: Stage, node: number, slot: number): unknown {
  const [command] = stateOf(stage, node).log.entries.get(slot)?.value.commands ?? [];
  return (command as { command: { value: string } } | undefined)?.command.value;
}

/** Server 1 is elected by server 2, while server 0 is not heard. */
function takeOver(stage: Stage): void {
  stage.hold(() => true);
  stage.fire(2, "election");
  stage.stand(1);
  stage.deliver(among(1, 2));
}

/** Server 2 forgets a slot that it has executed, and crashes; then an older leader asks for its vote in it. */
function pruned(rules: Rules = {}): readonly number[] {
  const stage = led({ snapshotEvery: 1, rules });
  stage.ask(0, 10, putX("1"));
  const late = stage.hold((letter) => letter.to === 2 && of("accept")(letter));
  takeOver(stage);
  stage.ask(1, 11, putX("2"));
  stage.deliver(among(1, 2));
  stage.fire(1, "heartbeat");
  stage.deliver(among(1, 2));
  stage.hold(() => true);
  stage.crash(2);
  for (const letter of late) stage.hand(letter);
  stage.deliver();
  return answered(stage);
}

Deno.test("scylla 6154: who forgets what it has voted for does not forget what it has promised", () => {
  assertEquals(pruned(), [11]);
  assertEquals(pruned({ remembers: (all) => ({ ...all, promised: NO_BALLOT }) }), [11, 10]);
});

/** Slot 1 has members of old and changes them; slot 2 is decided by them, and who is new does not know. */
function decidedByTheOld(rules: Rules = {}): number {
  const ballot = { round: 1, node: 0 };
  const change = { type: "configuration", members: [2, 3, 4] };
  const first = { slot: 1, ballot, value: { origin: ballot, commands: [change] } };
  const saved = { type: "decided", decided: [first] };
  const { protocol } = onMultiPaxos({ members: [0, 1, 2], window: 2, rules });
  const stage = stageOf(protocol, 5, [[], [], [], [saved, { type: "promise", ballot }], [saved]]);
  stage.stand(3);
  stage.deliver(among(3, 4));
  stage.ask(3, 10, putX("another"));
  stage.deliver(among(3, 4));
  return stateOf(stage, 3).executed;
}

Deno.test("scylla 5251, 7243: new members decide nothing that members of old may have decided", () => {
  assertEquals(decidedByTheOld(), 1);
  assertEquals(decidedByTheOld(rulesOf("members at once")), 2);
});

/** Server 0 comes back with a vote of its own, in a slot in which others have decided something else. */
function staleSuffix(rules: Rules = {}): unknown {
  const stage = led({ rules });
  stage.ask(0, 10, putX("mine"));
  takeOver(stage);
  stage.ask(1, 11, putX("theirs"));
  stage.deliver(among(1, 2));
  stage.hold(() => true);
  stage.fire(1, "heartbeat");
  stage.deliver(among(0, 1));
  return stateOf(stage, 0).machine.get("x");
}

Deno.test("omnipaxos 101: what was voted for in an older ballot is not what is decided in a later one", () => {
  assertEquals(staleSuffix(), "theirs");
  assertEquals(staleSuffix(rulesOf("any vote is decided")), "mine");
});

/** Server 1 has voted in slots 1 and 2, and server 2, which takes over with its promise, in none. */
function unequalLogs(rules: Rules = {}): unknown[] {
  const stage = led({ rules });
  for (const [client, value] of [[10, "a"], [11, "b"]] as const) stage.ask(0, client, putX(value));
  stage.deliver(among(0, 1));
  stage.hold(() => true);
  stage.fire(1, "election");
  stage.stand(2);
  stage.deliver(among(1, 2));
  return [1, 2].map((slot) => writtenIn(stage, 2, slot));
}

Deno.test("OCons 21: logs of unequal length are put together slot by slot", () => {
  assertEquals(unequalLogs(), ["a", "b"]);
  assertEquals(unequalLogs(rulesOf("asks from one slot later")), [undefined, "b"]);
});

Deno.test("oxia 1239: Multi-Paxos: a vote in a slot says nothing of the slots before it", () => {
  const stage = led();
  stage.ask(0, 10, putX("a"));
  stage.hold(() => true);
  stage.ask(0, 11, putX("b"));
  stage.deliver();
  assertEquals([stateOf(stage, 0).executed, answered(stage)], [0, []]);
});

/** A follower that has nothing is sent the second entry only. */
function onlyTheSecond(wrong: Partial<RaftRules> = {}): readonly number[] {
  const stage = stageOf(onRaft({ rules: { ...raftRules, ...wrong } }).protocol, 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("a"));
  stage.hold(() => true);
  stage.ask(0, 11, putX("b"));
  stage.deliver((letter) => letter.message.type !== "appendEntries" || carriesOne(letter));
  return answered(stage);
}

function carriesOne({ message }: Letter): boolean {
  return (message as { entries?: readonly unknown[] }).entries?.length === 1;
}

Deno.test("oxia 1239: Raft: a follower vouches for no entry that it has not", () => {
  assertEquals(onlyTheSecond(), []);
  // It does not miss what comes before, and takes what it has no place for as written.
  const careless: Partial<RaftRules> = {
    agrees: () => true,
    alreadyThere: (log, previous, entries) =>
      previous.index > lastIndex(log)
        ? entries.length
        : raftRules.alreadyThere(log, previous, entries),
  };
  assertEquals(onlyTheSecond(careless), [10, 11]);
});

/** A vote in server 0's first ballot is told when it leads in its third, and one vote is missing there. */
function lateVote(rules: Rules = {}): number {
  const stage = led({ rules }, 5);
  stage.ask(0, 10, putX("a"));
  stage.deliver((letter) => among(0, 1)(letter) && letter.to === 1);
  const late = stage.hold(({ message }) => message.type === "accepted");
  stage.hold(() => true);
  for (const node of [2, 3, 4]) stage.fire(node, "election");
  stage.stand(2);
  stage.deliver(among(2, 3, 4));
  stage.hold(() => true);
  for (let again = 0; again < 2; again++) stage.fire(0, "quorum");
  assertEquals(stateOf(stage, 0).leading, null);
  for (const node of [3, 4]) stage.fire(node, "election");
  for (let again = 0; again < 3 && stateOf(stage, 0).leading === null; again++) {
    stage.stand(0);
    stage.deliver((letter) => among(0, 3, 4)(letter) && !of("accept")(letter));
  }
  stage.deliver((letter) => among(0, 3)(letter));
  const before = stateOf(stage, 0).executed;
  for (const letter of late) stage.hand(letter);
  assertEquals([before, late.length, stateOf(stage, 0).leading === null], [0, 1, false]);
  return stateOf(stage, 0).executed;
}

Deno.test("swiftpaxos 2: a vote in an older ballot of a leader's does not count in its later one", () => {
  assertEquals(lateVote(), 0);
  assertEquals(lateVote({ isReplyTo: (reply, own) => reply.node === own.node }), 1);
});

/** A leader appends an entry, which its disk loses in a crash; then it leads again, and appends another one. */
function leadsAgain(wrong: Partial<RaftRules> = {}): readonly unknown[] {
  const stage = stageOf(onRaft({ preVote: false, rules: { ...raftRules, ...wrong } }).protocol, 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("x"));
  stage.deliver(({ to }) => to === 1);
  stage.hold(() => true);
  stage.crash(0, 1);
  const { role } = stage.states[0] as RaftState;
  stage.fire(1, "election");
  stage.fire(2, "election");
  stage.stand(0);
  stage.deliver(among(0, 2));
  const [one, other] = [0, 1].map((node) => (stage.states[node] as RaftState).log.entries[1]!);
  return [role, one!.term === other!.term, one!.type === other!.type];
}

Deno.test("kafka 9348: a leader that comes back leads in a term of its own, so that term and index name one entry", () => {
  assertEquals(leadsAgain(), ["follower", false, false]);
  const sameTerm = raftKit.bugs["stands in its own term"]!.change.rules!;
  assertEquals(leadsAgain(sameTerm), ["follower", true, false]);
});
