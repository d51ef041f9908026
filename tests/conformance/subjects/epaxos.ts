/** EPaxos, as it should be or with a bug of its kit. */

import { protocolWith } from "hb/consensus/epaxos/bugs.ts";
import { kit } from "hb/consensus/epaxos/kit.ts";
import type { State } from "hb/consensus/epaxos/state.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import type { Part } from "./replicated.ts";

/** EPaxos. A command without a key touches everything, unless it is said which part of the state it is about. */
export function ePaxos(bug?: string) {
  return {
    name: `EPaxos${bug === undefined ? "" : ` with the bug "${bug}"`}`,
    protocol: (machine: StateMachine, snapshotEvery?: number, partOf?: Part): AnyProtocol =>
      protocolWith(bug === undefined ? {} : kit.bugs[bug]!.change, {
        machine,
        ...(snapshotEvery === undefined ? {} : { checkpointEvery: snapshotEvery }),
        ...(partOf === undefined
          ? {}
          : { footprint: (command) => ({ reads: [], writes: [partOf(command)] }) }),
      }) as unknown as AnyProtocol,
    hasSnapshot: (state: unknown): boolean => (state as State).snapshot.number > 0,
  };
}
