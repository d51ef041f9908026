/** Raft, as it should be or with a bug of its kit. */

import { raftBut } from "hb/consensus/raft/change.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { Replication } from "./replicated.ts";

/** What is not as it should be. */
export interface Variant {
  readonly bug?: string;
  /** Whether clients have sessions; default true. */
  readonly sessions?: boolean;
  readonly options?: Partial<Options>;
}

/** Raft. */
export function raft({ bug, sessions = true, options = {} }: Variant = {}): Replication {
  const flaw = bug === undefined ? sessions ? "" : ", without sessions" : ` with the bug "${bug}"`;
  return {
    name: `Raft${flaw}`,
    sessions,
    protocol: (machine, snapshotEvery) =>
      raftBut(bug === undefined ? {} : kit.bugs[bug]!.change, {
        machine,
        whenNotLeading: "forward",
        ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
        ...options,
      }) as unknown as AnyProtocol,
    hasSnapshot: (state) => (state as State).snapshot.last.index > 0,
  };
}
