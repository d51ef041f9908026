/** The log of Multi-Paxos, as ways to read see it. @module */

import { ballotLabel } from "../consensus/ballot.ts";
import { membersAt } from "../consensus/multipaxos/configuration.ts";
import type { Saved } from "../consensus/multipaxos/journal.ts";
import type { Message, Timer } from "../consensus/multipaxos/messages.ts";
import { multiPaxos } from "../consensus/multipaxos/multipaxos.ts";
import { type Options, withDefaults } from "../consensus/multipaxos/settings.ts";
import type { State } from "../consensus/multipaxos/state.ts";
import type { NodeId, Protocol } from "../model/protocol.ts";
import { bare } from "../replicated/requests.ts";
import type { ReplicatedLog } from "./replicated_log.ts";

/** A log that Multi-Paxos replicates. */
export function multiPaxosLog(
  options: Options,
  protocol: Protocol<State, Message, Timer, Saved> = multiPaxos(options),
): ReplicatedLog<State, Message, Timer, Saved> {
  const settings = withDefaults(options);
  return {
    words: "Multi-Paxos",
    protocol,
    ask: bare,
    leader: (s) => s.leader,
    leading(s, self) {
      const { leading, mandate } = s;
      if (leading === null || mandate === null) return null;
      return {
        name: ballotLabel(mandate.ballot),
        // What was voted for before is proposed again as soon as it leads, and then decided or not.
        decided: s.executed >= leading.inherited ? s.executed : null,
        round: leading.round,
        heard(round) {
          const heard = new Set<NodeId>([self]);
          for (const [node, follower] of leading.followers) {
            if (follower.round >= round) heard.add(node);
          }
          return settings.quorums(membersAt(s.configurations, s.executed + 1)).phase2(heard);
        },
        handsOver: false,
      };
    },
    executed: (s) => s.executed,
    last: (s) => Math.max(s.executed, ...s.log.entries.keys()),
    meetsDecisions: (s, servers) =>
      settings.quorums(membersAt(s.configurations, s.executed + 1)).phase1(servers),
    read: (s, command) => settings.machine.apply(s.machine, command),
    beat: (s, io) => protocol.after!.heartbeat(s, { type: "heartbeat" }, io),
    loyalMs: settings.loyal ? settings.electionTimeoutMs[0] : 0,
  };
}
