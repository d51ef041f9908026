/** The Raft of this book in the laboratory, with any of its rules replaced. @module */

import { invariants } from "../../consensus/raft/invariants.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import { type Message, REPLY_TYPES, type Timer } from "../../consensus/raft/messages.ts";
import { raftBut, type RaftChange } from "../../consensus/raft/change.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { Command, RaftSubject } from "./subject.ts";

/** Keeps the commands in the order in which they come. */
export const recorder: StateMachine<Command[], Command, null> = {
  init: () => [],
  apply(commands, command) {
    commands.push(command);
    return null;
  },
};

/** What may differ between runs of the same scenario. */
export interface ReferenceOptions {
  /** What is done otherwise; default: nothing. */
  readonly change?: RaftChange | undefined;
  /** Whether the properties of Figure 3.2 are checked after every step; default true. */
  readonly invariants?: boolean;
}

/** The book's Raft, in the laboratory's timing: ten heartbeats a second at most. */
export function reference(
  { change, invariants: checked = true }: ReferenceOptions = {},
): RaftSubject<State<Command[]>, Message, Timer, Saved> {
  return {
    protocol: ({ snapshotEvery }) =>
      raftBut(change, {
        machine: recorder,
        electionTimeoutMs: [300, 600],
        heartbeatMs: 100,
        ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
      }),
    ...(checked ? { invariants: invariants() } : {}),
    propose: (command) => ({ type: "request", command, stamp: null }),
    view: ({ term, role, machine, log }) => ({
      term,
      leads: role === "leader",
      applied: machine,
      entries: log.entries.length,
    }),
    replies: REPLY_TYPES,
  };
}
