import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { raftBut, type RaftChange } from "./change.ts";
import { bare } from "../../replicated/requests.ts";
import type { Message, Timer } from "./messages.ts";
import { ack, leader, logOf, refusal } from "./servers_test.ts";

const options = { machine: listMachine };

function upon(change: RaftChange, message: Message, s = leader()) {
  const event = { kind: "message", from: 1, message } as const;
  return step(raftBut(change, options), s, event, { self: 0, nodes: 3 });
}

function after(change: RaftChange, timer: Timer) {
  const event = { kind: "timer", timer } as const;
  return step(raftBut(change, options), leader(), event, { self: 0, nodes: 3 });
}

Deno.test("a changed raft: handlers of the book use the steps that have replaced its own", () => {
  const asked: string[] = [];
  const steps: RaftChange["steps"] = {
    append: (_raft, _s, { type }) => asked.push(`append ${type}`),
    applyCommitted: () => void asked.push("apply"),
    sendSnapshot: (_raft, _s, to) => void asked.push(`snapshot to ${to}`),
    awaitSnapshot: (_raft, _s, to) => void asked.push(`wait for ${to}`),
    snapshotAnswered: (_raft, _s, from) => void asked.push(`answered by ${from}`),
  };
  upon({ steps }, bare("a"));
  // Server 1 agrees up to the only entry: with the leader that is two of three.
  upon({ steps }, ack(1), leader({ log: logOf([1]) }));
  // Server 1 needs what is compacted.
  const behind = leader({ log: logOf([1, 1], { index: 4, term: 1 }), commitIndex: 4 });
  Object.assign(behind.leading!.progress.get(1)!, { next: 6 });
  upon({ steps }, refusal(5, { term: null, index: 1 }), behind);
  const waiting = leader({ log: logOf([1]) });
  Object.assign(waiting.leading!.progress.get(1)!, { mode: "snapshot", next: 2 });
  upon({ steps }, ack(0), waiting);
  waiting.leading!.progress.delete(2);
  const heartbeat = { kind: "timer", timer: { type: "heartbeat" } } as const;
  step(raftBut({ steps }, options), waiting, heartbeat, { self: 0, nodes: 3 });
  assertEquals(asked, ["append command", "apply", "snapshot to 1", "answered by 1", "wait for 1"]);
});

Deno.test("a changed raft: handlers and timers are replaced, and are given the settings", () => {
  const seen: unknown[] = [];
  const change: RaftChange = {
    handlers: { request: (raft, _s, { command }) => void seen.push([command, raft.heartbeatMs]) },
    timers: { heartbeat: (raft) => void seen.push(raft.heartbeatMs) },
  };
  assertEquals(upon(change, bare("a")).effects, []);
  assertEquals(after(change, { type: "heartbeat" }).effects, []);
  assertEquals(seen, [["a", 50], 50]);
});
