/** Transcripts of small scenarios: who says what to whom, and when. */

import { assertEquals } from "@std/assert";
import type { Message } from "hb/consensus/raft/messages.ts";
import { calm, propose, transcript } from "./transcript.ts";

Deno.test("Raft: an election asks first, then votes; a command is there when a majority has it", () => {
  const world = calm(3);
  world.run(130);
  propose(world, 0, "a");
  world.run(20);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world), [
    "100 0 → 1 would you vote for me in term 1? I have 0/0",
    "100 0 → 2 would you vote for me in term 1? I have 0/0",
    "105 1 → 0 yes, term 1",
    "105 2 → 0 yes, term 1",
    "110 0 → 1 vote for me in term 1? I have 0/0",
    "110 0 → 2 vote for me in term 1? I have 0/0",
    "115 1 → 0 yes, term 1",
    "115 2 → 0 yes, term 1",
    "120 0 → 1 after 0/0: noop/1, commit 0",
    "120 0 → 2 after 0/0: noop/1, commit 0",
    "125 1 → 0 have 1",
    "125 2 → 0 have 1",
    "130 0 → 1 after 1/1: a/1, commit 1",
    "130 0 → 2 after 1/1: a/1, commit 1",
    "135 1 → 0 have 2",
    "135 2 → 0 have 2",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["a", "", ""]);
});

Deno.test("Raft: the crash of a leader: its lease runs out, the next one has what was committed", () => {
  const world = calm(3, {}, { faults: [{ kind: "crash", at: 150, node: 0, downMs: 250 }] });
  world.run(130);
  propose(world, 0, "a");
  world.run(210);
  propose(world, 2, "b");
  world.run(200);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world, 130), [
    "130 0 → 1 after 1/1: a/1, commit 1",
    "130 0 → 2 after 1/1: a/1, commit 1",
    "135 1 → 0 have 2",
    "135 2 → 0 have 2",
    "150 0 crashes",
    "260 1 → 0 would you vote for me in term 2? I have 2/1",
    "260 1 → 2 would you vote for me in term 2? I have 2/1",
    "285 2 → 0 would you vote for me in term 2? I have 2/1",
    "285 2 → 1 would you vote for me in term 2? I have 2/1",
    "290 1 → 2 yes, term 2",
    "295 2 → 0 vote for me in term 2? I have 2/1",
    "295 2 → 1 vote for me in term 2? I have 2/1",
    "300 1 → 2 yes, term 2",
    "305 2 → 0 after 2/1: noop/2, commit 1",
    "305 2 → 1 after 2/1: noop/2, commit 1",
    "310 1 → 2 have 3",
    "340 2 → 1 after 3/2: b/2, commit 3",
    "345 1 → 2 have 4",
    "400 0 restarts",
    "460 0 → 2 have 2",
    "465 2 → 0 after 2/1: noop/2 b/2, commit 4",
    "470 0 → 2 have 4",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["a,b", "a,b", "a,b"]);
});

Deno.test("Raft: a leader that was cut off loses what it appended alone", () => {
  const world = calm(3, { preVote: false, checkQuorum: false }, {
    faults: [{ kind: "partition", at: 112, forMs: 200, sides: [[0], [1, 2]] }],
  });
  world.run(115);
  for (const command of ["x", "y", "z"]) propose(world, 0, command);
  world.run(160);
  propose(world, 1, "a");
  world.run(225);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world, 110), [
    "110 0 → 1 after 0/0: noop/1, commit 0",
    "110 0 → 2 after 0/0: noop/1, commit 0",
    "230 1 → 0 vote for me in term 2? I have 0/0",
    "230 1 → 2 vote for me in term 2? I have 0/0",
    "235 2 → 1 yes, term 2",
    "240 1 → 0 after 0/0: noop/2, commit 0",
    "240 1 → 2 after 0/0: noop/2, commit 0",
    "245 2 → 1 have 1",
    "275 1 → 2 after 1/2: a/2, commit 1",
    "280 2 → 1 have 2",
    "365 1 → 0 no, term 2",
    "365 2 → 0 no, term 2",
    "375 1 → 0 after 0/0: noop/2 a/2, commit 2",
    "380 0 → 1 have 2",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["a", "a", "a"]);
});

Deno.test("Raft: who misses what has been compacted gets the snapshot", () => {
  const world = calm(3, { snapshotEvery: 3, preVote: false, maxInflight: 1 }, {
    faults: [{ kind: "partition", at: 112, forMs: 60, sides: [[2], [0, 1]] }],
  });
  world.run(115);
  for (const command of "abcde") propose(world, 0, command);
  world.run(200);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world, 110), [
    "110 0 → 1 after 0/0: noop/1, commit 0",
    "110 0 → 2 after 0/0: noop/1, commit 0",
    "115 1 → 0 have 1",
    "120 0 → 1 after 1/1: a/1 b/1 c/1 d/1 e/1, commit 1",
    "125 1 → 0 have 6",
    "160 0 → 2 snapshot up to 6/1",
    "270 0 → 2 snapshot up to 6/1",
    "275 2 → 0 have 6",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["a,b,c,d,e", "a,b,c,d,e", "a,b,c,d,e"]);
});

Deno.test("Raft: two servers are exchanged by way of a joint configuration, and the leader is one of them", () => {
  const world = calm(4, { members: [0, 1, 2] });
  world.run(130);
  const changes = [{ type: "addVoter", node: 3 }, { type: "remove", node: 0 }] as const;
  world.tell(0, { type: "change", transition: "auto", changes });
  world.run(240);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world, 130), [
    "130 0 → 1 after 1/1: {1,2,3} and {0,1,2}/1, commit 1",
    "130 0 → 2 after 1/1: {1,2,3} and {0,1,2}/1, commit 1",
    "130 0 → 3 after 1/1: {1,2,3} and {0,1,2}/1, commit 1",
    "135 1 → 0 have 2",
    "135 2 → 0 have 2",
    "135 3 → 0 not after 1; I end before 1",
    "140 0 → 1 after 2/1: {1,2,3}/1, commit 2",
    "140 0 → 2 after 2/1: {1,2,3}/1, commit 2",
    "140 0 → 3 after 0/0: noop/1 {1,2,3} and {0,1,2}/1 {1,2,3}/1, commit 2",
    "145 1 → 0 have 3",
    "145 2 → 0 have 3",
    "145 3 → 0 have 3",
    "155 3 → 0 have 2",
    "280 1 → 2 would you vote for me in term 2? I have 3/1",
    "280 1 → 3 would you vote for me in term 2? I have 3/1",
    "305 2 → 1 would you vote for me in term 2? I have 3/1",
    "305 2 → 3 would you vote for me in term 2? I have 3/1",
    "310 1 → 2 yes, term 2",
    "315 2 → 1 vote for me in term 2? I have 3/1",
    "315 2 → 3 vote for me in term 2? I have 3/1",
    "320 1 → 2 yes, term 2",
    "325 2 → 1 after 3/1: noop/2, commit 3",
    "325 2 → 3 after 3/1: noop/2, commit 3",
    "330 1 → 2 have 4",
    "330 3 → 2 have 4",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["", "", "", ""]);
});

Deno.test("Raft: leadership was to pass to one server and has passed to another: that is the answer", () => {
  // Server 1 is cut off before it can be told to stand, and server 2 has not heard the leader for a while.
  const world = calm(3, { checkQuorum: false, preVote: false }, {
    faults: [
      { kind: "partition", at: 131, forMs: 130, sides: [[0], [2]], oneWay: true },
      { kind: "partition", at: 190, forMs: 300, sides: [[1], [0, 2]] },
    ],
    clients: {
      workload: [[{ at: 200, input: { type: "transfer", to: 1 } }]],
      ask: (input) => input as Message,
      to: () => 0,
    },
  });
  world.run(400);
  assertEquals(world.violation, undefined);
  assertEquals(world.states[2]!.role, "leader");
  assertEquals(world.history.map(({ output }) => output), [
    { ok: false, why: "refused", words: "node 2 leads now, and not node 1" },
  ]);
});

Deno.test("Raft: leadership passes to a server with the whole log, lease or not", () => {
  const world = calm(3);
  world.run(130);
  propose(world, 0, "a");
  world.tell(0, { type: "transfer", to: 2 });
  world.run(40);
  assertEquals(world.violation, undefined);
  assertEquals(transcript(world, 130), [
    "130 0 → 1 after 1/1: a/1, commit 1",
    "130 0 → 2 after 1/1: a/1, commit 1",
    "135 1 → 0 have 2",
    "135 2 → 0 have 2",
    "140 0 → 2 stand now",
    "145 2 → 0 vote for me in term 2? I have 2/1",
    "145 2 → 1 vote for me in term 2? I have 2/1",
    "150 0 → 2 yes, term 2",
    "150 1 → 2 yes, term 2",
    "155 2 → 0 after 2/1: noop/2, commit 1",
    "155 2 → 1 after 2/1: noop/2, commit 1",
    "160 0 → 2 have 3",
    "160 1 → 2 have 3",
  ]);
  assertEquals(world.states.map((s) => `${s!.machine}`), ["a", "", "a"]);
});
