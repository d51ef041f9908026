import { assertEquals, assertThrows } from "@std/assert";
import { rules } from "./rules.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Options, withDefaults } from "./settings.ts";

const machine = listMachine as Options["machine"];

Deno.test("settings: what is left open is filled in", () => {
  const raft = withDefaults({ machine });
  assertEquals(raft.electionTimeoutMs, [150, 300]);
  assertEquals([raft.preVote, raft.checkQuorum, raft.snapshotEvery], [true, true, Infinity]);
  assertEquals(raft.members, undefined);
  assertEquals(raft.rules, rules);
});

Deno.test("settings: members may be given as voters or as a whole configuration", () => {
  assertEquals(withDefaults({ machine, members: [0, 2] }).members?.voters, [0, 2]);
  const members = { voters: [0], outgoing: [], learners: [1], learnersNext: [], autoLeave: false };
  assertEquals(withDefaults({ machine, members }).members, members);
});

Deno.test("settings: what cannot be is refused", () => {
  const wrong: Omit<Options, "machine">[] = [
    { electionTimeoutMs: [0, 10] },
    { electionTimeoutMs: [300, 150] },
    { heartbeatMs: 0 },
    { heartbeatMs: 300 },
    { maxInflight: 0 },
    { snapshotEvery: 0 },
    { maxSessions: 0 },
    { members: [] },
    { members: [1, 0] },
  ];
  for (const options of wrong) {
    assertThrows(
      () => withDefaults({ machine, ...options }),
      RangeError,
      "Cannot run Raft because",
    );
  }
});
