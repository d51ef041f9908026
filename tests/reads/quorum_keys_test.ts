/** Quorum reads go by key: what they wait for, and whom they must have asked. */

import { assertEquals } from "@std/assert";
import type { Tagged } from "hb/model/protocol.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { among, stageOf } from "./stage.ts";
import { getX, onMultiPaxos, storeOn, told } from "./stores.ts";

const put = (key: string, value: string) => ({
  type: "command",
  command: { type: "put", key, value },
  stamp: null,
});
const slot = (slot: number, ...commands: object[]) => ({
  slot,
  ballot: { round: 1, node: 0 },
  value: { origin: { round: 1, node: 0 }, commands },
});
const decided = (...all: object[]) => ({ type: "decided", decided: all });
const voted = (executed: number, ...votes: object[]) => ({ type: "votes", votes, executed });

/** Server 1 has voted for something in slot 2, of which nobody knows whether it is decided, and server 2 reads x. */
function askedBeside(...commands: object[]): unknown[] {
  const first = slot(1, put("x", "old"));
  const know = [decided(first)];
  const saved = [know, [...know, voted(1, slot(2, ...commands))], know];
  const stage = stageOf(storeOn(onMultiPaxos(), "pqr"), 3, saved);
  stage.ask(2, 10, getX);
  stage.deliver(among(1, 2));
  return told(stage, 10);
}

Deno.test("quorum reads: a write of another key is not waited for, one of the key, a no-op or a change of members is", () => {
  assertEquals(askedBeside(put("y", "new")), ["old"]);
  assertEquals(askedBeside(put("x", "new")), []);
  assertEquals(askedBeside(put("y", "new"), put("x", "new")), []);
  assertEquals(askedBeside(), []);
  assertEquals(askedBeside({ type: "configuration", members: [0, 1] }), []);
});

/**
 * From slot 4 on, servers 2, 3 and 4 decide, and have decided a write of x there. Server 0 has executed slot 1, and
 * no slot of x from there on has been voted for by those who decide slots 2 and 3.
 */
Deno.test("quorum reads: who decides later slots is asked as well, as slots between are of other keys", () => {
  const first = slot(1, put("x", "old"), { type: "configuration", members: [2, 3, 4] });
  const second = slot(2, put("y", "1")), third = slot(3, put("y", "2"));
  const fourth = slot(4, put("x", "new"));
  const know = [decided(first), voted(1, second, third)];
  const there = [decided(first, second, third, fourth)];
  const log = onMultiPaxos({ members: [0, 1, 2], window: 3 });
  const stage = stageOf(storeOn(log, "pqr"), 5, [know, know, know, there, there]);
  stage.ask(0, 10, getX);
  stage.deliver(among(0, 1, 2));
  assertEquals(told(stage, 10), []);
  stage.deliver(among(0, 3, 4));
  assertEquals(told(stage, 10), []);
  const message = { type: "learn", decided: [second, third, fourth], executed: 4 } as Tagged;
  stage.hand({ from: 3, to: 0, message });
  assertEquals(told(stage, 10), ["new"]);
});

Deno.test("quorum reads: whatever is in a snapshot may be of the key, and what the asker has executed is not looked at", () => {
  const command = (key: string) => ({ ...put(key, "1"), term: 1 });
  const log = raftLog({ machine: keyValueMachine as never });
  const s = (base: number, ...entries: object[]) =>
    ({ log: { base: { index: base, term: 1 }, entries } }) as never;
  const last = (after: number, key: string, state: never) =>
    log.last(state, { after, isSought: (each) => (each as { key: string }).key === key });
  const state = s(5, command("x"), command("y"), command("y"));
  assertEquals([log.last(state), last(0, "y", state), last(0, "x", state)], [8, 8, 6]);
  assertEquals([last(0, "z", state), last(7, "x", state), last(7, "y", state)], [5, 7, 8]);
  assertEquals(last(0, "x", s(5, command("y"), { term: 2, type: "noop" })), 7);
});
