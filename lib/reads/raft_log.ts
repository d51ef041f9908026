/** Raft's log, as ways to read see it. @module */

import { configurationOf, type State } from "../consensus/raft/state.ts";
import { entryAt, lastIndex, type Log, termAt } from "../consensus/raft/log.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { Message, Timer } from "../consensus/raft/messages.ts";
import type { RaftProtocol } from "../consensus/raft/change.ts";
import { type Options, withDefaults } from "../consensus/raft/settings.ts";
import { raft } from "../consensus/raft/raft.ts";
import { jointVote } from "../replicated/quorum/joint.ts";
import { bare } from "../replicated/requests.ts";
import type { ReplicatedLog, Sought } from "./replicated_log.ts";

/** A log that Raft replicates. */
export function raftLog(
  options: Options,
  protocol: RaftProtocol = raft(options),
): ReplicatedLog<State, Message, Timer, Saved> {
  const settings = withDefaults(options);
  return {
    words: "Raft",
    protocol,
    ask: bare,
    leader: (s) => s.leader,
    leading(s, self) {
      const { leading, term, commitIndex } = s;
      if (leading === null) return null;
      return {
        name: `${term}`,
        decided: termAt(s.log, commitIndex) === term ? commitIndex : null,
        round: leading.round,
        heard: (round) =>
          jointVote(
            configurationOf(s),
            (voter) =>
              voter === self || (leading.progress.get(voter)?.round ?? 0) >= round
                ? true
                : undefined,
          ) === "won",
        handsOver: s.transfer !== undefined,
      };
    },
    executed: (s) => s.lastApplied,
    last: ({ log }, sought) => sought === undefined ? lastIndex(log) : lastSought(log, sought),
    meetsDecisions: (s, servers) =>
      jointVote(configurationOf(s), (voter) => servers.has(voter) ? true : undefined) === "won",
    read: (s, command) => settings.machine.apply(s.machine, command),
    beat: (s, io) => protocol.after!.heartbeat(s, { type: "heartbeat" }, io),
    // Without checks of the quorum, who hears a leader refuses to say that it would vote for another, and votes all the same.
    loyalMs: settings.checkQuorum ? settings.electionTimeoutMs[0] : 0,
  };
}

/** The last index that may have something that is sought. */
function lastSought(log: Readonly<Log>, { after, isSought }: Sought): number {
  const from = Math.max(after, log.base.index);
  for (let index = lastIndex(log); index > from; index--) {
    const entry = entryAt(log, index)!;
    if (entry.type !== "command" || isSought(entry.command)) return index;
  }
  return from;
}
