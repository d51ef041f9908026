/**
 * Reports of leases that were thought to last when they were over, each played in the order in which it happened. Bodega's
 * leases are tried for the same by its kit: the bug "forgets its leases" is that of cockroach 10420.
 */

import { assertEquals } from "@std/assert";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { among, of, type Stage, stageOf } from "./stage.ts";
import { getX, logs, onRaft, putX, type Rules, storeOn, told } from "./stores.ts";

/** How long servers are loyal, in ms. */
const LOYAL_MS = 150;

/** At time 0 server 0 leads, and has a lease from server 2; server 1 has heard nothing since long. All know that x is old. */
function leased(log: ReplicatedLog, rules: Rules = {}, drift = 0): Stage {
  const stage = stageOf(storeOn(log, "leader lease", rules, drift), 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("old"));
  stage.deliver();
  stage.fire(0, "heartbeat");
  stage.deliver();
  stage.fire(1, "election");
  stage.fire(0, "heartbeat");
  stage.hold(({ to }) => to === 1);
  stage.deliver();
  assertEquals(readNow(stage, 12), ["old"]);
  return stage;
}

/** What server 0 says at once. */
function readNow(stage: Stage, client: number): unknown[] {
  stage.ask(0, client, getX);
  stage.hold(({ from }) => from === 0);
  return told(stage, client);
}

/** Server 1 stands, asks server 2, and a client writes there if it has been elected; whether that was done. */
function written(stage: Stage): boolean {
  stage.fire(1, "election");
  stage.deliver(among(1, 2));
  stage.ask(1, 11, putX("new"));
  stage.deliver(among(1, 2));
  stage.hold(() => true);
  return told(stage, 11).length > 0;
}

/** Server 2 crashes in the middle of a lease that it stands by, and is back at once. */
function voterComesBack(log: ReplicatedLog): readonly unknown[] {
  const stage = leased(log);
  stage.crash(2);
  return [written(stage), readNow(stage, 13)];
}

/** The log, of which a server that comes back is loyal to nobody. */
function forgetful(log: ReplicatedLog): ReplicatedLog {
  const { protocol } = log;
  const start: typeof protocol.start = (io, journal) => {
    const s = protocol.start(io, journal);
    return { ...s, ..."lease" in s ? { lease: false } : { loyal: false } };
  };
  return { ...log, protocol: { ...protocol, start } };
}

/** What server 0 is to say when it has no lease any more, by the right rules and by these. */
function cases(wrong: Rules): readonly (readonly [rules: Rules, read: unknown[]])[] {
  return [[{}, []], [wrong, ["old"]]];
}

for (const log of logs) {
  Deno.test(`cockroach 10420, 23339, 59874: ${log.words}: who comes back from a crash stands by leases that it has forgotten`, () => {
    assertEquals(voterComesBack(log), [false, ["old"]]);
    assertEquals(voterComesBack(forgetful(log)), [true, ["old"]]);
  });

  Deno.test(`cockroach 10420, 23339, 59874: ${log.words}: a leader that comes back from a crash has no lease`, () => {
    const stage = leased(log);
    stage.crash(0);
    assertEquals(readNow(stage, 13), []);
  });

  Deno.test(`sofa-jraft 34: ${log.words}: whether a lease lasts is looked at at each read`, () => {
    const lateCheck = { leaseMs: (loyalMs: number) => 1.5 * loyalMs };
    for (const [rules, read] of cases(lateCheck)) {
      const stage = leased(log, rules);
      stage.clock(LOYAL_MS - 1);
      assertEquals(readNow(stage, 13), ["old"]);
      stage.clock(LOYAL_MS);
      stage.fire(2, "election");
      assertEquals(written(stage), true);
      assertEquals(readNow(stage, 14), read);
    }
  });

  Deno.test(`riak_ensemble 41, yugabyte 16: ${log.words}: a leader that thaws has no lease by answers to what it said before it froze`, () => {
    const whenAnswered = { leaseFrom: (_: number, answeredAt: number) => answeredAt };
    for (const [rules, read] of cases(whenAnswered)) {
      const stage = leased(log, rules);
      stage.fire(0, "heartbeat");
      stage.deliver(({ from, to }) => from === 0 && to === 2);
      const late = stage.hold(({ to }) => to === 0);
      assertEquals(late.length, 1);
      stage.clock(LOYAL_MS);
      stage.hold(() => true);
      stage.fire(2, "election");
      assertEquals(written(stage), true);
      stage.clock(LOYAL_MS + 50);
      stage.hand(late[0]!);
      assertEquals(readNow(stage, 13), read);
    }
  });

  Deno.test(`riak_ensemble 49: ${log.words}: a lease that is shorter than the time between heartbeats has reads confirmed`, () => {
    const stage = leased(log, {}, 0.9);
    stage.clock(20);
    stage.ask(0, 13, getX);
    assertEquals(told(stage, 13), []);
    stage.deliver();
    assertEquals(told(stage, 13), ["old"]);
  });
}

/** Server 0 is to hand over to server 1, whom the word of it reaches when the transfer is given up, or before. */
function handsOver(rules: Rules, isGivenUp: boolean): unknown[] {
  const stage = leased(onRaft(), rules);
  stage.ask(0, 20, { type: "transfer", to: 1 } as object as typeof getX);
  const words = stage.hold(of("timeoutNow"));
  assertEquals(words.length, 1);
  if (isGivenUp) stage.fire(0, "transfer");
  stage.fire(0, "heartbeat");
  stage.hold(({ to }) => to === 1);
  stage.deliver(among(0, 2));
  stage.hold(() => true);
  stage.hand(words[0]!);
  stage.deliver(among(1, 2));
  stage.ask(1, 11, putX("new"));
  stage.deliver(among(1, 2));
  assertEquals(told(stage, 11).length, 1);
  return readNow(stage, 13);
}

Deno.test("etcd 12704, etcd raft 99: a leader that has told another one to stand has no lease, though others answer it", () => {
  assertEquals(handsOver({}, false), []);
  assertEquals(handsOver({ surrenders: () => false }, false), ["old"]);
});

Deno.test("cockroach 10420, 141637: a leader whose transfer seems to have failed has no lease: it may yet come about", () => {
  assertEquals(handsOver({}, true), []);
  assertEquals(handsOver({ surrenders: () => false }, true), ["old"]);
});

/** Server 2, which is loyal to server 0, hears of a greater term, in which nobody leads; then server 1 stands above it. */
function termBump(log: ReplicatedLog): readonly unknown[] {
  const stage = leased(log);
  const message = { type: "requestVoteReply", term: 5, granted: false, pre: false };
  for (const to of [1, 2]) stage.hand({ from: 1, to, message });
  return [written(stage), readNow(stage, 13)];
}

/** Raft in which a server that enters a term has heard from nobody in it. */
function disloyalInNewTerms(log: ReplicatedLog): ReplicatedLog {
  const { upon } = log.protocol;
  const requestVoteReply: typeof upon[string] = (state, message, io) => {
    const s = state as { readonly term: number; lease: boolean }, before = s.term;
    upon["requestVoteReply"]!(s, message, io);
    if (s.term > before) s.lease = false;
  };
  return { ...log, protocol: { ...log.protocol, upon: { ...upon, requestVoteReply } } };
}

Deno.test("a lease does not regress on a term bump: voters stand by it in whatever term they are", () => {
  assertEquals(termBump(onRaft()), [false, ["old"]]);
  assertEquals(termBump(disloyalInNewTerms(onRaft())), [true, ["old"]]);
});

/** Server 0 leads for 20 heartbeats, then server 1, then server 0 again; how many heartbeats it sends for a read. */
function leadsAgain(rules: Rules): number {
  const stage = stageOf(storeOn(onRaft(), "read index", rules), 3);
  stage.stand(0);
  stage.deliver();
  for (let round = 0; round < 20; round++) {
    stage.fire(0, "heartbeat");
    stage.deliver();
  }
  stage.fire(2, "election");
  stage.stand(1);
  stage.deliver(among(1, 2));
  stage.fire(1, "heartbeat");
  stage.deliver();
  stage.fire(2, "election");
  for (let check = 0; check < 2; check++) stage.fire(1, "quorum");
  stage.stand(0);
  stage.deliver(among(0, 2));
  stage.hold(() => true);
  stage.ask(0, 13, getX);
  return stage.hold(({ from, to }) => from === 0 && to === 2).length;
}

Deno.test("a leader that leads again knows nothing of its former rounds, and sends one heartbeat for a read", () => {
  assertEquals(leadsAgain({}), 1);
  assertEquals(leadsAgain({ forgets: () => false }), 21);
});

Deno.test("a leader that has given up handing over has leases again when it leads again", () => {
  const stage = leased(onRaft());
  stage.ask(0, 20, { type: "transfer", to: 1 } as object as typeof getX);
  stage.hold(of("timeoutNow"));
  stage.fire(0, "transfer");
  stage.deliver();
  assertEquals(readNow(stage, 13), []);
  stage.fire(2, "election");
  stage.stand(1);
  stage.deliver();
  stage.fire(2, "election");
  for (let check = 0; check < 2; check++) stage.fire(1, "quorum");
  stage.stand(0);
  stage.deliver();
  stage.fire(0, "heartbeat");
  stage.deliver();
  assertEquals(readNow(stage, 14), ["old"]);
});
