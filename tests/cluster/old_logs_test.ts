import { assertEquals } from "@std/assert";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { step } from "hb/model/step.ts";
import { getFrom, type PagedMap } from "hb/replicated/state_machine/paged_map.ts";
import { storeOf } from "../../tools/cluster/store.ts";

Deno.test("a store starts from a log of an earlier version, in which it is one map", () => {
  const last = { index: 7, term: 2 }, placed = { index: 0, configuration: votersOnly([0, 1, 2]) };
  const machine = new Map([["x", "1"], ["y", ""]]);
  const journal: Saved[] = [
    { type: "vote", term: 2, votedFor: 1 },
    { type: "snapshot", snapshot: { last, placed, machine, sessions: new Map() }, base: last },
  ];
  const { protocol } = storeOf(3);
  const started = step(protocol, undefined, { kind: "start", journal }, { self: 0, nodes: 3 });
  const state = started.state as State<PagedMap>;
  const { bytes, pages } = state.snapshot.machine as { bytes: number; pages: unknown[] };
  assertEquals([bytes, pages.length], [11, 1]);
  assertEquals(["x", "y", "z"].map((key) => getFrom(state.machine, key)), ["1", "", undefined]);
});
