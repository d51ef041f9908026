/** The book's Paxos and Multi-Paxos as answers to chapter 09. */

import { multiPaxos } from "hb/consensus/multipaxos/multipaxos.ts";
import type { Options } from "hb/consensus/multipaxos/settings.ts";
import { membersAt } from "hb/consensus/multipaxos/configuration.ts";
import type { State as BooksState } from "hb/consensus/multipaxos/state.ts";
import { paxos as booksPaxos } from "hb/consensus/paxos/paxos.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import type { Paxos, Proposer, WholePaxos } from "../../exercises/09-paxos/given.ts";

/** The book's Multi-Paxos as one from an empty page: with canvasses, loyalty, a journal of many records, and 64 commands a slot. */
export const books: WholePaxos = ({ members, window, snapshotEvery }) => {
  const machine = listMachine as NonNullable<Options["machine"]>;
  const snapshots = snapshotEvery === undefined ? {} : { snapshotEvery };
  const own = multiPaxos({ machine, members, window, whenNotLeading: "forward", ...snapshots });
  return {
    ...own,
    view(
      { promised, leading, mandate, machine, executed, log, snapshot, configurations }: BooksState,
    ) {
      return {
        promised,
        leads: leading === null ? null : mandate!.ballot,
        applied: machine as string[],
        executed,
        proposed: Math.max(0, ...leading?.open.keys() ?? []),
        slots: log.entries.size,
        snapshot: snapshot.slot,
        members: membersAt(configurations, executed + 1),
      };
    },
  };
};

/** The book's proposer, which is written otherwise. */
export function booksProposer(): Proposer {
  const made = ({ toPropose, ...setting }: Paxos) => booksPaxos(setting, { toPropose });
  return {
    propose: (paxos, s, message, io) => made(paxos).upon.propose(s, message, io),
    promise: (paxos, s, message, io) => made(paxos).upon.promise(s, message, io),
    nack: (paxos, s, message, io) => made(paxos).upon.nack(s, message, io),
    retry: (paxos, s, io) => made(paxos).after!.retry(s, { type: "retry" }, io),
  };
}
