/**
 * Reports of a single Paxos that went wrong, each played here in the order in which it happened. Where a rule of ours can
 * be made wrong in the way of the report, the same order of events shows the harm. Those of logs are in `logs_test.ts`.
 *
 * What these report cannot happen here:
 * - EPaxos* (arXiv 2511.02743), efficient/epaxos 15, 20 and 29, r-epaxos 7, celeritasdb 24, summerset 28, swiftpaxos 3 as
 *   far as it is about TryPreAccept, cassandra-accord 5, 79 and 231: there is no fast path, and no dependency between
 *   commands that recovery could lose. The mistake with the ballots is Paxos's own, and is played below.
 * - openacid/paxoskv 26: a proposer goes on after a rejection, which is well as long as it has a quorum. Ours gives up.
 */

import { assertEquals } from "@std/assert";
import { bugs } from "hb/consensus/paxos/bugs.ts";
import { paxos } from "hb/consensus/paxos/paxos.ts";
import type { Rules } from "hb/consensus/paxos/rules.ts";
import type { State } from "hb/consensus/paxos/state.ts";
import { among, of, type Stage, stageOf } from "../reads/stage.ts";

/** Three nodes; only whoever proposes hears of votes. */
function three(rules: Partial<Rules> = {}): Stage {
  return stageOf(paxos({ learners: "the proposer" }, rules), 3);
}

const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const propose = (value: string) => ({ type: "propose", value });
const rulesOf = (bug: string) => bugs[bug]!.change.rules!;

/** Node 0 alone votes for v1 in ballot 1, and nodes 1 and 2 for v2 in ballot 2; then node 0 promises ballot 3, and proposes in 4. */
function sutra(rules?: Partial<Rules>): readonly unknown[] {
  const stage = three(rules);
  stage.ask(0, 10, propose("v1"));
  stage.deliver((letter) => among(0, 1)(letter) && !of("accept")(letter));
  stage.deliver(among(0));
  stage.hold(() => true);
  stage.ask(1, 11, propose("v2"));
  stage.deliver(among(1, 2));
  const chosen = stateOf(stage, 1).decided;
  stage.hold(() => true);
  stage.ask(2, 12, propose("v3"));
  stage.deliver(({ from, to }) => from === 2 && to === 0);
  stage.hold(() => true);
  stage.fire(0, "retry");
  stage.deliver(among(0, 1));
  return [chosen, stateOf(stage, 0).decided];
}

Deno.test("Sutra 2019: the ballot of a vote is not the ballot of a promise", () => {
  assertEquals(sutra(), ["v2", "v2"]);
  assertEquals(sutra(rulesOf("one variable for two ballots")), ["v2", "v1"]);
});

/** An empty promise in node 0's first ballot comes when it is in its second, and another value is decided. */
function lateEmptyPromise(rules?: Partial<Rules>): readonly unknown[] {
  const stage = three(rules);
  stage.ask(0, 10, propose("A"));
  stage.deliver((letter) => among(0, 1)(letter) && of("prepare")(letter));
  const late = stage.hold(({ from, message }) => from === 1 && message.type === "promise");
  stage.hold(() => true);
  stage.ask(2, 12, propose("B"));
  stage.deliver(among(1, 2));
  const chosen = stateOf(stage, 2).decided;
  stage.hold(() => true);
  stage.fire(0, "retry");
  stage.deliver(among(0));
  for (const promise of late) stage.hand(promise);
  stage.deliver((letter) => among(0, 1)(letter) && !of("prepare")(letter));
  return [late.length, chosen, stateOf(stage, 0).decided];
}

Deno.test("MyPaxos 18: a promise counts in its own ballot only", () => {
  assertEquals(lateEmptyPromise(), [1, "B", null]);
  assertEquals(lateEmptyPromise(rulesOf("an old promise counts")), [1, "B", "A"]);
});

/** Node 0 votes in ballot 1 and promises ballot 1.2 to node 2; then it crashes, and is asked for its vote in ballot 1 again. */
function comesBack(rules?: Partial<Rules>): readonly unknown[] {
  const stage = three(rules);
  stage.ask(1, 10, propose("v1"));
  stage.deliver((letter) => among(0, 1)(letter) && !of("accepted")(letter));
  stage.hold(() => true);
  stage.ask(2, 12, propose("v2"));
  stage.deliver(({ from, to }) => from === 2 && to === 0);
  stage.hold(() => true);
  stage.crash(0);
  const { promised, accepted } = stateOf(stage, 0);
  return [promised, accepted];
}

Deno.test("swiftpaxos 2: what is saved of a vote does not overwrite what is saved of a later promise", () => {
  const vote = { ballot: { round: 1, node: 1 }, value: "v1" };
  assertEquals(comesBack(), [{ round: 1, node: 2 }, vote]);
  assertEquals(comesBack(rulesOf("promises are not saved")), [vote.ballot, vote]);
});

/** Node 0 crashes before anybody has had its first ballot, itself included; the ballots that it has proposed in. */
function ballotsAround(rules?: Partial<Rules>): readonly unknown[] {
  const stage = three(rules);
  const begun = () =>
    stage.hold(({ to }) => to === 1).map(({ message }) =>
      (message as { ballot?: { round: number } }).ballot?.round
    );
  stage.ask(0, 10, propose("a"));
  const before = begun();
  stage.hold(() => true);
  stage.crash(0);
  stage.ask(0, 11, propose("b"));
  return [...before, ...begun()];
}

Deno.test("phxpaxos 145: a proposer that comes back uses none of its ballots again", () => {
  assertEquals(ballotsAround(), [1, 2]);
  assertEquals(ballotsAround(rulesOf("a round is used again")), [1, 1]);
});
