/** The log of Multi-Paxos, as ways to read see it. @module */

import { ballotLabel } from "../consensus/ballot.ts";
import { membersAt } from "../consensus/multipaxos/configuration.ts";
import type { Saved } from "../consensus/multipaxos/journal.ts";
import { hasPhase1 } from "../consensus/multipaxos/mandate.ts";
import type { Message, Timer } from "../consensus/multipaxos/messages.ts";
import { lastSlot } from "../consensus/multipaxos/unexecuted.ts";
import { multiPaxos } from "../consensus/multipaxos/multipaxos.ts";
import { type MultiPaxos, type Options, withDefaults } from "../consensus/multipaxos/settings.ts";
import type { Leading, Mandate, State } from "../consensus/multipaxos/state.ts";
import type { Command } from "../consensus/multipaxos/value.ts";
import type { NodeId, Protocol } from "../model/protocol.ts";
import { bare } from "../replicated/requests.ts";
import type { ReplicatedLog, Sought } from "./replicated_log.ts";

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
        decided: knowsAll(settings, s, leading, mandate) ? s.executed : null,
        round: leading.round,
        heard(round) {
          if (round === 0) return true;
          const heard = new Set<NodeId>([self]);
          for (const [node, follower] of leading.followers) {
            if (follower.round >= round) heard.add(node);
          }
          return settings.quorums(membersAt(s.configurations, s.executed + 1)).phase2(heard);
        },
        handsOver: s.transfer !== undefined,
      };
    },
    executed: (s) => s.executed,
    last: (s, sought) => sought === undefined ? lastSlot(s) : lastSought(s, sought),
    // Slots that are far ahead may have other members than the next one.
    meetsDecisions: (s, servers) =>
      s.configurations.every(({ members }) => settings.quorums(members).phase1(servers)),
    read: (s, command) => settings.machine.apply(s.machine, command),
    beat: (s, io) => protocol.after!.heartbeat(s, { type: "heartbeat" }, io),
    loyalMs: settings.loyal ? settings.electionTimeoutMs[0] : 0,
  };
}

/** The last slot that may have something in it that is sought. */
function lastSought(s: Readonly<State>, { after, isSought }: Sought): number {
  const { base, entries } = s.log, from = Math.max(after, base);
  for (let slot = lastSlot(s); slot > from; slot--) {
    const commands = entries.get(slot)?.value.commands;
    if (commands === undefined) continue;
    const may = (each: Command) => each.type !== "command" || isSought(each.command);
    if (commands.length === 0 || commands.some(may)) return slot;
  }
  return from;
}

/**
 * Whether a leader has executed all that can have been decided before it led: those who decide the next slot have
 * promised, whoever they are by now, and what they had voted for has been proposed again and executed.
 */
function knowsAll(
  paxos: MultiPaxos,
  s: Readonly<State>,
  { inherited }: Leading,
  { ahead }: Mandate,
): boolean {
  const last = Math.max(inherited, ahead?.executed ?? 0);
  return s.executed >= last && hasPhase1(paxos, s, s.executed + 1);
}
