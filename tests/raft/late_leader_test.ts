/** A leader of an older term that is elected late, with a change of the members that is overtaken. */

import { assertEquals } from "@std/assert";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { bounds, smallRaft } from "hb/consensus/raft/instances.ts";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { State } from "hb/consensus/raft/state.ts";

/** Server 2 removed server 1 in term 1, and may lead term 2; server 0 may lead term 3, in which it removes server 2. */
const vote: Saved = { type: "vote", term: 1, votedFor: 2 };
const overtaken: Saved = {
  type: "append",
  after: 0,
  entries: [{ term: 1, type: "configuration", configuration: votersOnly([0, 2, 3]) }],
};
const system = smallRaft({
  ...bounds["two changes at once"],
  stands: (node, term) => (node === 2 && term === 1) || (node === 0 && term === 2),
  saved: [[vote], [vote], [vote, overtaken], [vote]],
});

type Servers = readonly (Readonly<State> | undefined)[];
const isLate = (states: Servers) => states[2]?.role === "leader" && states[2].term === 2;
const hasChanged = (states: Servers) =>
  states[0]!.log.entries.some(({ type, term }) => type === "configuration" && term === 3);

Deno.test("a server with an overtaken change is elected late in an older term, which no rule of 2015 forbids", () => {
  const late = {
    name: "no late leader",
    words: "nobody leads term 2 once the change of term 3 is appended",
    check: ({ states }: { readonly states: Servers }) =>
      isLate(states) && hasChanged(states)
        ? { words: "server 2 leads term 2", nodes: [2] }
        : undefined,
  };
  const { findings } = exploreProtocol({ ...system, invariants: [late], sometimes: {} });
  assertEquals(findings.map(({ path }) => path.length - 1), [13]);
});
