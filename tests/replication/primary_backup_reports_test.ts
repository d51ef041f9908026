/**
 * Tests after reports of primaries and backups that went wrong. A name says what is played here, which may be less than the
 * report: some are about the view service alone, to which reports of servers are given. Where a rule of ours can be made
 * wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - Kafka KIP-101 (KAFKA-1211) as far as it is about truncation: a server that restarts takes back nothing that it has
 *   saved, and there is no watermark that it could be taken back to. What it had acknowledged is played below.
 * - imzhenyu/rDSN 522: a primary sends what it has not saved, and loses it. Here nothing leaves before what it says is durable.
 * - apache/rocketmq 5663: the controller counts a backup that the primary does not count yet. Here the primary counts it
 *   first, and then says so.
 * - Redis 1073, 6751: servers that fail all at once and of which only one comes back. Ours wait for the one that has the
 *   state, or for ever; nothing is answered meanwhile.
 */

import { assertEquals } from "@std/assert";
import { bugs } from "hb/replication/primary_backup/bugs.ts";
import { primaryBackup } from "hb/replication/primary_backup/primary_backup.ts";
import { type Rules, rules as right } from "hb/replication/primary_backup/rules.ts";
import type { Settings } from "hb/replication/primary_backup/settings.ts";
import type { Server } from "hb/replication/primary_backup/state.ts";
import { isAhead, nobody, type View } from "hb/replication/primary_backup/view.ts";
import { viewMachine, type Views } from "hb/replication/primary_backup/views.ts";
import { bare } from "hb/replicated/requests.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { among, of, type Stage, stageOf } from "../reads/stage.ts";

const rulesOf = (bug: string): Partial<Rules> => bugs[bug]!.change.rules!;
const machine: Settings["machine"] = {
  ...keyValueMachine as Settings["machine"],
  reads: (command) => (command as { readonly type: string }).type === "get",
};

/** Servers 1, 2, …, which are told of views by the test; node 0 says nothing. */
function servers(
  count: number,
  rules: Partial<Rules> = {},
  settings: Partial<Settings> = {},
): Stage {
  const stage = stageOf(
    primaryBackup({ machine, backups: count - 1, ...settings }, rules),
    count + 1,
  );
  stage.hold(() => true);
  return stage;
}

const serverOf = ({ states }: Stage, node: number) => states[node] as Server;
const valueOf = (stage: Stage, node: number, key: string) =>
  (serverOf(stage, node).copy.machine as Map<string, string>).get(key);
const put = (key: string, value: string) => bare({ type: "put", key, value });
const get = (key: string) => bare({ type: "get", key });

function viewOf(number: number, primary: number, backups: number[], holders = backups): View {
  return { number, primary, backups, holders, first: number === 1 };
}

/** These servers hear of a view, and talk about it until all is said. */
function enter(stage: Stage, view: View, nodes: number[], acknowledged = true): void {
  for (const to of nodes) {
    stage.hand({ from: 0, to, message: { type: "view", view, acknowledged } as never });
  }
  stage.deliver(among(...nodes));
  stage.hold(({ to }) => to === 0);
}

/** Server 1 begins alone; then the others join it, and all have x=0. */
function together(stage: Stage, others: number[]): void {
  enter(stage, viewOf(1, 1, []), [1]);
  stage.ask(1, 10, put("x", "0"));
  enter(stage, viewOf(2, 1, others, []), [1, ...others], false);
  enter(stage, viewOf(2, 1, others, []), [1, ...others]);
}

/** The primary fails with an operation on its way that only server 3 gets; server 2 takes over, and orders another one. */
function unevenBackups(rules?: Partial<Rules>): unknown {
  const stage = servers(3, rules);
  together(stage, [2, 3]);
  stage.ask(1, 10, put("x", "never acknowledged"));
  stage.deliver(({ from, to }) => from === 1 && to === 3);
  stage.hold(() => true);
  enter(stage, viewOf(3, 2, [3]), [2, 3]);
  stage.ask(2, 11, put("y", "1"));
  stage.deliver(among(2, 3));
  return [2, 3].map((node) => [valueOf(stage, node, "x"), valueOf(stage, node, "y")]);
}

Deno.test("elasticsearch 24841: a backup gives up what its new primary never had", () => {
  assertEquals(unevenBackups(), [["0", "1"], ["0", "1"]]);
  assertEquals(unevenBackups(rulesOf("same number, same state")), [["0", "1"], [
    "never acknowledged",
    undefined,
  ]]);
});

/**
 * A backup is promoted. Server 3 had an operation that the new primary never had, and is sent the primary's state, which is
 * broken on the way. Whether the new primary counts it as in sync, and what it has.
 */
function failedResync(rules?: Partial<Rules>): unknown {
  const stage = servers(3, rules);
  together(stage, [2, 3]);
  stage.ask(1, 10, put("x", "never acknowledged"));
  stage.deliver(({ from, to }) => from === 1 && to === 3);
  stage.hold(() => true);
  for (const to of [2, 3]) {
    const view = viewOf(3, 2, [3]);
    stage.hand({ from: 0, to, message: { type: "view", view, acknowledged: true } as never });
  }
  stage.deliver((letter) => among(2, 3)(letter) && !of("state")(letter));
  const [letter] = stage.hold(of("state"));
  const piece = letter!.message as unknown as { readonly data: Uint8Array };
  const data = piece.data.map((byte, i) => i === 7 ? byte ^ 1 : byte);
  stage.hand({ ...letter!, message: { ...letter!.message, data } as never });
  stage.deliver((letter) => among(2, 3)(letter) && !of("state")(letter));
  return [serverOf(stage, 2).leading!.followers.get(3)!.follows, valueOf(stage, 3, "x")];
}

Deno.test("elasticsearch 28534: a copy whose resync after a promotion has failed is not in sync", () => {
  assertEquals(failedResync(), [false, "never acknowledged"]);
  assertEquals(failedResync(rulesOf("a failed transfer counts")), [true, "never acknowledged"]);
});

Deno.test("after Kafka KIP-101: nothing is cut back here, so a backup that restarts leads with all that it had acknowledged", () => {
  const stage = servers(2, {}, { durable: true });
  together(stage, [2]);
  stage.ask(1, 10, put("x", "m2"));
  stage.deliver(among(1, 2));
  const answered = stage.answers.length;
  stage.crash(2);
  stage.hold(() => true);
  enter(stage, viewOf(3, 2, []), [2]);
  assertEquals([answered, valueOf(stage, 2, "x")], [2, "m2"]);
});

/** Backups 2 and 3 are sealed, one with fewer operations of a later view; who becomes primary. */
function afterTwoFailovers(rules: Partial<Rules> = {}): unknown {
  const view = viewOf(3, 2, [3, 4]), acknowledged = viewOf(2, 1, [2, 3, 4]);
  const servers = new Map([[3, true], [4, true]]);
  const views: Views = { view, acknowledged, servers, seals: new Map() };
  const service = viewMachine({ backups: 3, acknowledgements: 2 }, { ...right, ...rules });
  const report = { view: 3, holds: true, acknowledges: false, settled: false };
  // Server 4 was cut off with two operations of view 2 that nobody else has got. Server 3 has been given one of view 3.
  for (const [server, index, term] of [[4, 7, 2], [3, 6, 3]] as const) {
    const sealed = { index, term };
    service.apply(views, { type: "heard", server, report: { ...report, sealed } });
  }
  return views.view.primary;
}

Deno.test("after Kafka KIP-279, at the view service: after two failovers operations are compared by their views first", () => {
  assertEquals(afterTwoFailovers(), 3);
  assertEquals(afterTwoFailovers(rulesOf("promotes by number alone")), 4);
  assertEquals(isAhead({ index: 6, term: 3 }, { index: 7, term: 2 }), true);
});

/** Server 1 is cut off and replaced, and does not know; somebody asks it for what has been written since. */
function oldPrimaryReads(rules: Partial<Rules>, reads: Settings["reads"]): unknown {
  const stage = servers(2, rules, { reads });
  together(stage, [2]);
  enter(stage, viewOf(3, 2, []), [2]);
  stage.ask(2, 11, put("x", "1"));
  stage.ask(1, 12, get("x"));
  stage.deliver(among(1, 2));
  return stage.answers.filter(({ client }) => client === 12)
    .map(({ result }) => (result as { readonly result: unknown }).result);
}

Deno.test("sofa-jraft 25: who was primary and does not know that it no longer is answers no reads", () => {
  for (const reads of ["forwarded", "confirmed"] as const) {
    assertEquals(oldPrimaryReads({}, reads), []);
    assertEquals(oldPrimaryReads(rulesOf("reads alone"), reads), ["0"]);
  }
});

/** The primary restarts with nothing, at once, and hears of the view in which it was primary. */
function restartsEmpty(rules: Partial<Rules> = {}): unknown {
  const stage = servers(2, rules);
  together(stage, [2]);
  stage.crash(1);
  stage.hold(() => true);
  enter(stage, viewOf(2, 1, [2], []), [1]);
  return [serverOf(stage, 1).leading !== null, serverOf(stage, 1).holds];
}

Deno.test("Redis 1297, identity reused after lost memory: a primary that restarts empty does not lead", () => {
  assertEquals(restartsEmpty(), [false, false]);
  assertEquals(restartsEmpty(rulesOf("restarts as if nothing were")), [true, true]);
});

/** A durable primary was alone once; it has been replaced, restarts, and hears of that time first. */
function oldViewAgain(rules: Partial<Rules> = {}): unknown {
  const stage = servers(2, rules, { durable: true });
  together(stage, [2]);
  enter(stage, viewOf(3, 2, []), [1, 2]);
  stage.ask(2, 11, put("x", "1"));
  stage.crash(1);
  stage.hold(() => true);
  enter(stage, viewOf(1, 1, []), [1]);
  stage.ask(1, 12, get("x"));
  return stage.answers.filter(({ client }) => client === 12)
    .map(({ result }) => (result as { readonly result: unknown }).result);
}

Deno.test("Redis 7892: an old primary that restarts does not lead by a view of the past", () => {
  assertEquals(oldViewAgain(), []);
  assertEquals(oldViewAgain(rulesOf("enters an old view again")), ["0"]);
});

/** An acknowledgement of view 2 comes when its backup has another state in view 4; what is then taken for acknowledged. */
function lateAcknowledgement(rules: Partial<Rules> = {}): unknown {
  const stage = servers(2, rules);
  together(stage, [2]);
  stage.ask(1, 10, put("x", "1"));
  stage.deliver(of("update"));
  const late = stage.hold(of("have"));
  enter(stage, viewOf(3, 1, []), [1]);
  enter(stage, viewOf(4, 1, [2], []), [1], false);
  for (const letter of late) stage.hand(letter);
  return serverOf(stage, 1).leading!.followers.get(2)!.acked;
}

Deno.test("an acknowledgement counts in its own view only", () => {
  assertEquals(lateAcknowledgement(), null);
  assertEquals(lateAcknowledgement(rulesOf("no view numbers")), 2);
});

/** Server 1 stalls, server 2 takes over alone and stalls, too; server 1 wakes. Who is primary, and in which view. */
function staleWins(rules: Partial<Rules> = {}): unknown {
  const view = viewOf(2, 1, [2]);
  const servers = new Map([[1, true], [2, true]]);
  const views: Views = { view, acknowledged: view, servers, seals: null };
  const service = viewMachine({ backups: 1, acknowledgements: Infinity }, { ...right, ...rules });
  service.apply(views, { type: "silent", server: 1 });
  service.apply(views, { type: "silent", server: 2 });
  const report = { view: 2, holds: true, acknowledges: true, settled: true, sealed: null };
  service.apply(views, { type: "heard", server: 1, report });
  return [views.view.number, views.view.primary];
}

Deno.test("after patroni 2787, at the view service: a stale primary that wakes does not win while the next one is silent", () => {
  assertEquals(staleWins(), [3, 2]);
  assertEquals(staleWins(rulesOf("anybody becomes primary")), [4, 1]);
});

/**
 * The report has a replica that had executed most before one that had received most. Ours do what they receive at once, and
 * say how far that is. One of two backups is slow, and has fewer operations. The primary fails, and the slow one is heard first. */
function slowReplicaFirst(rules: Partial<Rules> = {}): unknown {
  const view = viewOf(2, 1, [2, 3]);
  const servers = new Map([[2, true], [3, true]]);
  const views: Views = { view, acknowledged: view, servers, seals: null };
  const service = viewMachine({ backups: 2, acknowledgements: 1 }, { ...right, ...rules });
  const report = { view: 2, holds: true, acknowledges: false, settled: true };
  service.apply(views, { type: "silent", server: 1 });
  for (const [server, index] of [[2, 5], [3, 6]] as const) {
    const sealed = { index, term: 2 };
    service.apply(views, { type: "heard", server, report: { ...report, sealed } });
  }
  return views.view.primary;
}

Deno.test("after orchestrator 1312, at the view service: of two backups the one that has received most becomes primary", () => {
  assertEquals(slowReplicaFirst(), 3);
  assertEquals(slowReplicaFirst(rulesOf("promotes the first")), 2);
  assertEquals(slowReplicaFirst(rulesOf("asks too few")), 2);
});

Deno.test("after orchestrator 1137, at the view service: where the only backup fails the primary goes on, and says so by a view", () => {
  const view = viewOf(2, 1, [2]);
  const servers = new Map([[1, true], [2, true]]);
  const views: Views = { view, acknowledged: view, servers, seals: null };
  const service = viewMachine({ backups: 1, acknowledgements: 1 }, right);
  service.apply(views, { type: "silent", server: 2 });
  assertEquals(views.view, { ...nobody, number: 3, primary: 1, first: false });
});

/** Servers 1 to `count` under a view service that decides; 1 is primary, all others are its backups. */
function underService(
  count: number,
  rules: Partial<Rules> | undefined,
  settings: Partial<Settings>,
): Stage {
  const still = { pingMs: Infinity, retryMs: Infinity };
  const stage = stageOf(
    primaryBackup({ machine, backups: count - 1, ...still, ...settings }, rules),
    count + 1,
  );
  stage.deliver();
  return stage;
}

const silent = (stage: Stage, node: number) => stage.fire(0, "silence", node);
const apart = (node: number) => ({ from, to }: { readonly from: number; readonly to: number }) =>
  from === node || to === node;
/** What a client was answered; undefined when it was not. */
const told = ({ answers }: Stage, client: number): unknown =>
  (answers.find((each) => each.client === client)?.result as { result: unknown } | undefined)
    ?.result;

/**
 * Two of three backups have what is answered. The primary fails, and one of the two loses what it had; the third one never had
 * it. Who is primary as long as the second of the two is slow, and what is read in the end.
 */
function losesWhatItAcknowledged(rules?: Partial<Rules>): unknown {
  const stage = underService(4, rules, { acknowledgements: 2 });
  stage.ask(1, 10, put("x", "1"));
  stage.hold(({ from, to }) => from === 1 && to === 4);
  stage.deliver();
  silent(stage, 1);
  stage.hold(apart(1));
  const slow = stage.hold(({ to }) => to === 2);
  stage.crash(3);
  stage.deliver(among(0, 3, 4));
  const early = serverOf(stage, 4).leading !== null;
  for (const letter of slow) stage.hand(letter);
  stage.deliver(among(0, 2, 3, 4));
  for (const node of [2, 3, 4]) stage.ask(node, 11, get("x"));
  stage.deliver(among(0, 2, 3, 4));
  return [told(stage, 10), early, told(stage, 11)];
}

Deno.test("after vitess 21092: a backup that has lost what it had acknowledged is not counted when a primary is chosen", () => {
  assertEquals(losesWhatItAcknowledged(), [null, false, "1"]);
  assertEquals(losesWhatItAcknowledged(rulesOf("an empty backup is counted")), [null, true, ""]);
});

/** An operation is on its way to a backup that is sent all there is, and comes late; then what it was sent comes late. */
function outOfOrder(rules?: Partial<Rules>): unknown {
  const stage = servers(2, rules);
  const append = (value: string) => bare({ type: "append", key: "x", value });
  enter(stage, viewOf(1, 1, []), [1]);
  stage.ask(1, 10, append("a"));
  for (const to of [1, 2]) {
    const view = viewOf(2, 1, [2], []);
    stage.hand({ from: 0, to, message: { type: "view", view, acknowledged: false } as never });
  }
  stage.deliver((letter) => among(1, 2)(letter) && !of("state")(letter));
  const [state] = stage.hold(of("state"));
  stage.hand(state!);
  stage.deliver(among(1, 2));
  stage.ask(1, 10, append("b"));
  const [late] = stage.hold(of("update"));
  stage.ask(1, 10, append("c"));
  stage.deliver(among(1, 2));
  stage.hand(late!);
  const first = valueOf(stage, 2, "x");
  stage.hand(state!);
  return [first, valueOf(stage, 2, "x")];
}

Deno.test("after Hazelcast PR 7759: what comes to a backup late changes nothing, be it an operation or all there is", () => {
  assertEquals(outOfOrder(), ["abc", "abc"]);
  assertEquals(outOfOrder(rulesOf("does again what comes again")), ["abcb", "abcb"]);
  assertEquals(outOfOrder(rulesOf("the state comes again")), ["abc", "a"]);
});

/** Somebody says in the name of a backup that it has more than there is; then a client writes, and the backup gets nothing. */
function moreThanThereIs(rules?: Partial<Rules>): unknown {
  const stage = servers(2, rules);
  together(stage, [2]);
  stage.hand({ from: 2, to: 1, message: { type: "have", view: 2, index: 99 } as never });
  stage.ask(1, 11, put("x", "1"));
  stage.hold(() => true);
  enter(stage, viewOf(3, 2, []), [2]);
  return [told(stage, 11), valueOf(stage, 2, "x")];
}

Deno.test("after RocketMQ 3015: a backup is not believed that it has more than its primary", () => {
  assertEquals(moreThanThereIs(), [undefined, "0"]);
  assertEquals(moreThanThereIs(rulesOf("believes any number")), [null, "0"]);
});

/**
 * One backup of three must have what is answered. The primary is cut off together with one of them, and they go on; what the
 * others read meanwhile, and what is read when all hear each other again.
 */
function cutOffWithABackup(rules?: Partial<Rules>): unknown {
  const stage = underService(4, rules, { acknowledgements: 1 });
  silent(stage, 1);
  stage.deliver(among(0, 3, 4));
  stage.ask(1, 10, put("x", "1"));
  stage.deliver(among(1, 2));
  for (const node of [3, 4]) stage.ask(node, 11, get("x"));
  stage.deliver(among(0, 3, 4));
  const meanwhile = told(stage, 11);
  stage.deliver();
  for (const node of [2, 3, 4]) stage.ask(node, 12, get("x"));
  stage.deliver();
  return [told(stage, 10), meanwhile, told(stage, 12)];
}

Deno.test("after RocketMQ 6662: who is cut off with a backup goes on, and nobody takes over before that one is asked", () => {
  assertEquals(cutOffWithABackup(), [null, undefined, "1"]);
  assertEquals(cutOffWithABackup(rulesOf("asks too few")), [null, undefined, ""]);
});

/** The backup is down, a write waits for it, and the primary restarts; somebody reads, and then the primary is lost. */
function restartsWhileItWaits(rules: Partial<Rules>, reads: Settings["reads"]): unknown {
  const stage = servers(2, rules, { durable: true, reads });
  together(stage, [2]);
  stage.ask(1, 11, put("x", "1"));
  stage.crash(1);
  stage.hold(() => true);
  enter(stage, viewOf(2, 1, [2], []), [1]);
  const kept = valueOf(stage, 1, "x");
  stage.ask(1, 12, get("x"));
  stage.hold(() => true);
  enter(stage, viewOf(3, 2, []), [2]);
  stage.ask(2, 13, get("x"));
  return [told(stage, 11), kept, told(stage, 12), told(stage, 13)];
}

Deno.test("after stolon PR 514: what waits for a backup is not taken for done because the primary has restarted", () => {
  for (const reads of ["forwarded", "confirmed"] as const) {
    assertEquals(restartsWhileItWaits({}, reads), [undefined, "1", undefined, "0"]);
    assertEquals(restartsWhileItWaits(rulesOf("counts anew"), reads), [undefined, "1", "1", "0"]);
  }
});

/** A backup is lost, the other one and the primary go on, and are lost, too; the first to come back is the one that lacks most. */
function comesBackFirst(rules?: Partial<Rules>): unknown {
  const stage = underService(3, rules, { durable: true });
  silent(stage, 3);
  stage.deliver(among(0, 1, 2));
  stage.ask(1, 10, put("x", "1"));
  stage.deliver(among(0, 1, 2));
  for (const node of [1, 2]) silent(stage, node);
  stage.hold(() => true);
  stage.crash(3);
  stage.deliver(among(0, 3));
  stage.ask(3, 11, get("x"));
  stage.deliver(among(0, 3));
  const early = told(stage, 11);
  stage.hold(() => true);
  stage.crash(2);
  stage.deliver(among(0, 2, 3));
  stage.ask(2, 12, get("x"));
  stage.deliver(among(0, 2, 3));
  return [told(stage, 10), early, told(stage, 12)];
}

Deno.test("after cloudnative-pg 1688: whoever comes back first does not lead, if it was let go before", () => {
  assertEquals(comesBackFirst(), [null, undefined, "1"]);
  assertEquals(comesBackFirst(rulesOf("anybody becomes primary")), [null, "", ""]);
});
