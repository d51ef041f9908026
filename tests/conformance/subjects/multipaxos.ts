/** Multi-Paxos, as it should be or with a bug of its kit. */

import { protocolWith } from "hb/consensus/multipaxos/bugs.ts";
import { kit } from "hb/consensus/multipaxos/kit.ts";
import type { State } from "hb/consensus/multipaxos/state.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { Replication } from "./replicated.ts";

/** Multi-Paxos. */
export function multiPaxos(bug?: string): Replication {
  return {
    name: `Multi-Paxos${bug === undefined ? "" : ` with the bug "${bug}"`}`,
    protocol: (machine, snapshotEvery) =>
      protocolWith(bug === undefined ? {} : kit.bugs[bug]!.change, {
        machine,
        whenNotLeading: "forward",
        window: 8,
        ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
      }) as unknown as AnyProtocol,
    hasSnapshot: (state) => (state as State).snapshot.slot > 0,
  };
}
