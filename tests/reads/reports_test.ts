/**
 * Reports of reads that returned what was old, or nothing at all, each played here in the order in which it happened.
 * Where a rule of ours can be made wrong in the way of the report, the same order of events shows the harm. Leases are in
 * `leases_test.ts` and `loyalty_test.ts`, numbers of reads in `numbers_test.ts`, members in `members_test.ts`.
 *
 * What these report cannot happen here:
 * - tikv 9239: one commit index is tested and another one returned. Here a leader has one; it is played all the same.
 * - yugabyte 660, 14225, 18121, 19447: a lease is lost with the log entry that told of it. Here no lease is in the log.
 * - cockroach 23749: an observed timestamp is used after a lease has moved. Here nothing is read by timestamps.
 * - etcd 15247: a deposed leader revokes clients' leases by its old timers. Here no timer of a leader proposes anything
 *   for clients, and what it has queued is declined when it steps down.
 * - kafka 16900: a restarted leader tells its state machine that it leads. Here state machines are not told.
 * - dgraph 2469: the transport overwrites the field by which answers are matched. Here it is part of the message.
 * - Jepsen's of RethinkDB 2.2.3, MongoDB 3.4.0-rc3 and Redis-Raft 1b3fbf6: their summaries name no order of events.
 */

import { assertEquals } from "@std/assert";
import { kit as raftKit } from "hb/consensus/raft/kit.ts";
import { rules as raftRules } from "hb/consensus/raft/rules.ts";
import type { Way } from "hb/reads/reader.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { among, type Letter, of, type Stage, stageOf } from "./stage.ts";
import { getX, logs, onRaft, putX, type Rules, storeOn, told } from "./stores.ts";

/** Server 0 leads, and all have executed that x is old. */
function oldStage(log: ReplicatedLog, way: Way, rules: Rules = {}, nodes = 3): Stage {
  const stage = stageOf(storeOn(log, way, rules), nodes);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("old"));
  stage.deliver();
  stage.fire(0, "heartbeat");
  stage.deliver();
  return stage;
}

/** Server 0 is cut off; server 1 is elected by server 2, and a client writes there. */
function newLeader(stage: Stage): void {
  stage.fire(2, "election");
  stage.stand(1);
  stage.deliver(among(1, 2));
  stage.ask(1, 11, putX("new"));
  stage.deliver(among(1, 2));
  assertEquals(told(stage, 11).length, 1);
  stage.hold(() => true);
}

/** Whether a message brings something to vote for. */
function brings({ message }: Letter): boolean {
  const { entries, values } = message as { entries?: readonly []; values?: readonly [] };
  return (entries ?? values ?? []).length > 0;
}

/** What confirms that a leader leads. */
const acks = ({ message }: Letter) => ["appendEntriesReply", "accepted"].includes(message.type);

function surplusAcks(log: ReplicatedLog, rules: Rules): unknown[] {
  const stage = oldStage(log, "follower", rules);
  stage.ask(1, 12, getX);
  const [asked] = stage.letters.filter(of("askIndex"));
  stage.deliver((letter) => !acks(letter));
  const late = stage.hold(acks);
  stage.hand(late[0]!);
  stage.deliver();
  assertEquals(told(stage, 12), ["old"]);
  newLeader(stage);
  stage.ask(0, 13, getX);
  stage.hand(asked!);
  for (const ack of late) stage.hand(ack);
  return told(stage, 13);
}

function beforeItsOwnTerm(log: ReplicatedLog, way: Way, rules: Rules = {}): unknown[][] {
  const stage = oldStage(log, way, rules);
  stage.ask(0, 11, putX("new"));
  stage.deliver(among(0, 1));
  assertEquals(told(stage, 11).length, 1);
  stage.deliver(({ to }) => to === 2);
  stage.hold(() => true);
  stage.fire(2, "election");
  stage.stand(1);
  const reader = way === "follower" ? 2 : 1;
  stage.deliver((letter) => among(1, 2)(letter) && !brings(letter));
  stage.fire(1, "heartbeat");
  stage.deliver((letter) => among(1, 2)(letter) && !brings(letter));
  stage.ask(reader, 12, getX);
  stage.deliver((letter) => among(1, 2)(letter) && !brings(letter));
  const early = told(stage, 12);
  stage.deliver(among(1, 2));
  stage.fire(1, "heartbeat");
  stage.deliver(among(1, 2));
  return [early, told(stage, 12)];
}

for (const log of logs) {
  Deno.test(`etcd 20418: ${log.words}: surplus answers to an earlier round confirm no later read`, () => {
    assertEquals(surplusAcks(log, {}), []);
    assertEquals(surplusAcks(log, { confirmedBy: (round) => round }), ["old"]);
  });

  Deno.test(`etcd 7331, tikv 1634, redisraft 22: ${log.words}: a new leader reads when something of its own term is decided`, () => {
    const wrong = beforeItsOwnTerm(log, "read index", { decided: (_, executed) => executed });
    assertEquals(wrong[0], ["old"]);
    assertEquals(beforeItsOwnTerm(log, "read index"), [[], ["new"]]);
  });

  Deno.test(`tikv 9239: ${log.words}: a new leader tells a follower no index that is of an older term`, () => {
    const wrong = beforeItsOwnTerm(log, "follower", { decided: (_, executed) => executed });
    assertEquals(wrong[0], ["old"]);
    assertEquals(beforeItsOwnTerm(log, "follower"), [[], ["new"]]);
  });

  Deno.test(`tikv 12109: ${log.words}: a server that has just stepped down answers no question, and hands none on`, () => {
    const stage = oldStage(log, "follower");
    stage.ask(2, 12, getX);
    const questions = stage.hold(of("askIndex"));
    newLeader(stage);
    stage.fire(1, "heartbeat");
    stage.deliver(among(0, 1));
    for (const question of questions) stage.hand(question);
    stage.hand({
      from: 2,
      to: 0,
      message: { ...getX, type: "forwardRead", address: 13 } as object as typeof getX,
    });
    assertEquals(stage.letters.filter(({ from }) => from === 0), []);
    assertEquals(told(stage, 12, 13), []);
  });

  Deno.test(`etcd raft 105: ${log.words}: a voter that is alone has all that it answered, after a crash as well`, () => {
    const stage = stageOf(storeOn(log, "read index"), 1);
    stage.stand(0);
    stage.ask(0, 11, putX("new"));
    assertEquals(told(stage, 11).length, 1);
    stage.crash(0);
    stage.ask(0, 12, getX);
    assertEquals(told(stage, 12), []);
    stage.stand(0);
    stage.ask(0, 13, getX);
    assertEquals(told(stage, 13), ["new"]);
  });

  Deno.test(`tikv 4071, raft-rs 167: ${log.words}: one round answers all reads that came before it`, () => {
    const stage = oldStage(log, "follower");
    for (const [node, client] of [[2, 12], [2, 13], [1, 14], [0, 15]]) {
      stage.ask(node!, client!, getX);
    }
    stage.deliver();
    assertEquals(told(stage, 12, 13, 14, 15), ["old", "old", "old", "old"]);
  });

  for (const way of ["read index", "follower"] as const) {
    Deno.test(`etcd 11483, restate 2950: ${log.words}, ${way}: who asks when nobody leads, and asks again, is answered`, () => {
      const stage = stageOf(storeOn(log, way), 3);
      stage.ask(2, 12, getX);
      stage.stand(0);
      stage.deliver((letter) => !brings(letter));
      assertEquals(told(stage, 12), []);
      for (let again = 0; again < 2; again++) {
        stage.ask(2, 12, getX);
        stage.deliver();
      }
      assertEquals(told(stage, 12).at(-1), "");
    });
  }

  Deno.test(`d-engine 381: ${log.words}: nothing is read before the heartbeat that confirms it has been answered`, () => {
    const cutOff = (rules: Rules) => {
      const stage = oldStage(log, "read index", rules);
      newLeader(stage);
      stage.ask(0, 12, getX);
      return told(stage, 12);
    };
    assertEquals(cutOff({}), []);
    assertEquals(cutOff({ confirmedBy: () => 0 }), ["old"]);
  });

  Deno.test(`cassandra 12126, scylla 6299: ${log.words}, pqr: what some have and others lack is read when it is decided`, () => {
    const stage = oldStage(log, "pqr", {}, 5);
    stage.ask(0, 11, putX("new"));
    stage.deliver(({ from, to }) => from === 0 && to === 1);
    stage.hold(() => true);
    stage.ask(2, 12, getX);
    stage.deliver(among(2, 3, 4));
    assertEquals(told(stage, 12), ["old"]);
    stage.hold(() => true);
    stage.ask(2, 13, getX);
    stage.deliver(among(1, 2, 3));
    assertEquals(told(stage, 13), []);
    for (const node of [2, 3]) stage.fire(node, "election");
    stage.stand(1);
    stage.deliver(among(1, 2, 3));
    stage.fire(1, "heartbeat");
    stage.deliver(among(1, 2, 3));
    assertEquals(told(stage, 13), ["new"]);
  });
}

Deno.test("etcd raft 105: a voter that is alone and saves nothing has lost what it answered", () => {
  const wrong = { ...raftRules, ...raftKit.bugs["entries not saved"]!.change.rules };
  const stage = stageOf(storeOn(onRaft({ rules: wrong }), "read index"), 1);
  stage.stand(0);
  stage.ask(0, 11, putX("new"));
  stage.crash(0);
  stage.stand(0);
  stage.ask(0, 13, getX);
  assertEquals(told(stage, 13), [""]);
});

Deno.test("etcd 10589: a leader that is the only voter tells a learner how far to execute", () => {
  const members = { voters: [0], outgoing: [], learners: [1], learnersNext: [], autoLeave: false };
  const stage = stageOf(storeOn(onRaft({ members }), "follower"), 2);
  stage.stand(0);
  stage.ask(0, 11, putX("new"));
  stage.deliver();
  stage.ask(1, 12, getX);
  stage.deliver();
  stage.fire(0, "heartbeat");
  stage.deliver();
  assertEquals(told(stage, 12), ["new"]);
});
