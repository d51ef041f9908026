/** A leader that sends entries on while it still writes them, on disks that take their time. */

import { assertEquals } from "@std/assert";
import { bare } from "hb/replicated/requests.ts";
import { raftBut, type RaftProtocol } from "hb/consensus/raft/change.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { rules } from "hb/consensus/raft/rules.ts";
import { prepare } from "hb/kit/simulate.ts";
import { wrapped } from "hb/model/nested.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";

const change = {
  options: { sendsAhead: true, savesSnapshots: false, savesChunks: true, snapshotChunkBytes: 100 },
};

/** The kit as the hosted store has it, with a "bug" that is none. */
const ahead: typeof kit = {
  ...kit,
  bugs: {
    ahead: { words: "", change, breaks: "", foundBy: { by: "storm", storm: "chaos", seed: 1 } },
  },
};

for (const [storm, seeds] of [["plain", 60], ["chaos", 10]] as const) {
  Deno.test(`Raft: a leader that sends ahead of its disk loses nothing in ${storm}`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { scenario, drive } = prepare(ahead, { storm, bug: "ahead" }).run(seed);
      // An fsync takes about as long as a message.
      const disk = { fsync: uniform(1, 40) };
      const world = new World({ ...scenario, disk, seed, trace: "none" });
      drive(world);
      assertEquals(world.violation, undefined, `seed ${seed}`);
    }
  });
}

/**
 * Server 0 leads, and its disk takes 200 ms. What it is asked reaches only server 1; then it crashes in the
 * middle of its own write, and goes on without server 1.
 */
function crashBeforeSync(adapt: (protocol: RaftProtocol<unknown[]>) => RaftProtocol<unknown[]>) {
  const protocol = raftBut<unknown[], unknown, unknown>({
    options: {
      sendsAhead: true,
      preVote: false,
      checkQuorum: false,
      electionTimeoutMs: [500, 900],
    },
    rules: { promotable: (s, self) => (self === 0 || s.term > 0) && rules.promotable(s, self) },
  }, { machine: listMachine });
  const world = new World({
    protocol: adapt(protocol),
    nodes: 3,
    seed: 1,
    disk: { fsync: constant(1), nodes: { 0: constant(200) } },
    invariants: invariants() as never,
    faults: [
      { kind: "partition", at: 2000, forMs: 150, sides: [[0], [2]] },
      { kind: "crash", at: 2150, node: 0, downMs: 50 },
      { kind: "partition", at: 2150, forMs: 3000, sides: [[1], [0, 2]] },
    ],
    clients: { workload: [[{ at: 2100, input: "a" }]], ask: bare, to: () => 0, retries: 0 },
  });
  world.run(7000);
  return { violation: world.violation?.invariant, outcome: world.history[0]!.outcome };
}

Deno.test("Raft: a leader that crashes before its own write is done has told nobody of it", () => {
  assertEquals(crashBeforeSync((protocol) => protocol), {
    violation: undefined,
    outcome: "unknown",
  });
});

Deno.test("Raft: one that counts itself before its write is done loses what it has answered", () => {
  // What it tells itself does not wait.
  const hasty = (protocol: RaftProtocol<unknown[]>) =>
    wrapped(protocol, (io) => ({
      self: io.self,
      peers: io.peers,
      now: () => io.now(),
      choose: (n) => io.choose(n),
      send: (to, message, when) => io.send(to, message, to === io.self ? "ahead" : when),
      answer: (client, result, when) => io.answer(client, result, when),
      wait: (delayMs, timer) => io.wait(delayMs, timer),
      cancel: (type, key) => io.cancel(type, key),
      save: (record) => io.save(record),
    }));
  assertEquals(crashBeforeSync(hasty), { violation: "leader completeness", outcome: "ok" });
});
