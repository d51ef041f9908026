/** Servers that begin in the middle of a story. @module */

import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { Protocol } from "../../model/protocol.ts";

/** A Raft over a list of commands. */
export type ListRaft = Protocol<State<unknown[]>, Message, Timer, Saved>;

/** A start at which `saved[node]` is what the node had saved before it was born. */
export function startingFrom(
  protocol: ListRaft,
  saved: readonly (readonly Saved[])[] = [],
): ListRaft["start"] {
  return (io, journal) => {
    const before = saved[io.self] ?? [];
    if (journal.length > 0 || before.length === 0) return protocol.start(io, journal);
    for (const record of before) io.save(record);
    return protocol.start(io, before);
  };
}
