import { assertEquals } from "@std/assert";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { entryAt } from "hb/consensus/raft/log.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { step } from "hb/model/step.ts";
import type { Command } from "hb/replicated/store/commands.ts";
import { leasesIn } from "hb/replicated/store/leases.ts";
import { paging, type Store, valueOf } from "hb/replicated/store/state.ts";
import { storeOf } from "../../tools/cluster/store.ts";

const placed = { index: 0, configuration: votersOnly([0, 1, 2]) };
const last = { index: 7, term: 2 };

/** A journal that holds a state machine as a version wrote it, and entries behind it. */
function journalOf(machine: unknown, commands: readonly Command[] = []): Saved[] {
  const entries = commands.map((command) => {
    return { type: "command", term: 2, command, stamp: null } as const;
  });
  return [
    { type: "vote", term: 2, votedFor: 1 },
    { type: "snapshot", snapshot: { last, placed, machine, sessions: new Map() }, base: last },
    ...(entries.length === 0 ? [] : [{ type: "append", after: last.index, entries } as const]),
  ];
}

/** The server that starts from it, alone, so that what its log holds is decided when it leads. */
function startedFrom(journal: readonly Saved[]): State<Store> {
  const { protocol } = storeOf(3);
  const { state } = step(protocol, undefined, { kind: "start", journal }, { self: 0, nodes: 3 });
  return state as State<Store>;
}

const held = ({ machine }: State<Store>) => ["x", "y", "z"].map((key) => valueOf(machine, key));

Deno.test("a store starts from a log of an earlier version, in which it is one map", () => {
  const state = startedFrom(journalOf(new Map([["x", "1"], ["y", ""]])));
  const { bytes, pages } = state.snapshot.machine as { bytes: number; pages: unknown[] };
  assertEquals([bytes, pages.length], [11, 1]);
  assertEquals(held(state), ["1", "", null]);
});

Deno.test("a store starts from a log of an earlier version, in which there are no leases", () => {
  const pages = [new Map([["x", "1"]]), new Map([["y", ""]])];
  const put = { type: "put", key: "z", value: "later" } as const;
  const state = startedFrom(journalOf({ bytes: 11, pages }, [put]));
  assertEquals(held(state), ["1", "", null]);
  assertEquals([...leasesIn(state.machine)], []);
  assertEquals(entryAt(state.log, 8)?.type, "command");
  // Without leases, it is frozen as that version would freeze it.
  assertEquals(Object.keys(paging.freeze(state.machine)), ["bytes", "pages"]);
});
