/**
 * Reliable broadcast among liars (Bracha 1987, *Asynchronous Byzantine agreement protocols*, section 2; Cachin,
 * Guerraoui and Rodrigues 2011, section 3.11.3, *authenticated double-echo broadcast*). Of n > 3f nodes f may be
 * traitors, the sender among them. What one loyal node delivers, all deliver; if the sender is loyal, that is
 * what it said. There are no clocks and no signatures, and no promise that anything of a lying sender is delivered at all.
 *
 * Nodes echo what the sender tells them. Whoever has heard a quorum of echoes for one payload is *ready* for it; two
 * quorums have a loyal node in common, so no two loyal nodes are ready for different payloads. It delivers when 2f + 1 are ready:
 * f + 1 of these are loyal and have told all, and who hears of f + 1 is ready, too, without echoes. So all
 * loyal nodes come to be ready, and all deliver.
 *
 * Links lose nothing and repeat what they like. Each node broadcasts as often as it wants; nothing is said of the order of
 * different broadcasts. In the paper a node that has not heard from the sender echoes what a quorum echoes; its ready
 * says the same, and more.
 *
 * @module
 */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import { assertKinds, code, optional } from "../../model/kinds.ts";
import { faults } from "../byzantine_quorum.ts";
import {
  type Broadcast,
  type BroadcastIo,
  type Message,
  nameOf,
  type Payload,
} from "./messages.ts";
import { type Rules, rules } from "./rules.ts";
import { born, type Known, type State, unknown, type Vote } from "./state.ts";

/** What may be chosen about it. */
export interface Settings {
  /** f: how many of n nodes may be traitors; default ⌊(n − 1)/3⌋. */
  readonly faults: (n: number) => number;
}

/** The protocol of each node. */
export function reliableBroadcast(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message> {
  assertKinds("broadcast", chosen, { faults: optional(code) });
  const { faults: f = faults } = chosen;
  const rule = { ...rules, ...wrong };
  const enough = (threshold: "echoes" | "amplifies" | "delivers", { peers }: BroadcastIo) =>
    rule[threshold](peers.length, f(peers.length));
  const knownOf = (s: State, broadcast: Broadcast): Known => {
    const name = rule.nameOf(broadcast);
    const known = s.known.get(name) ?? unknown();
    s.known.set(name, known);
    return known;
  };

  const tell = (
    type: "initial" | "echo" | "ready",
    broadcast: Broadcast,
    io: BroadcastIo,
  ): void => {
    for (const to of io.peers) if (to !== io.self) io.send(to, { type, ...broadcast });
  };
  const echo = (s: State, broadcast: Broadcast, io: BroadcastIo): void => {
    const known = knownOf(s, broadcast), { payload } = broadcast;
    if (rule.isOver(known) || !rule.mayEcho(known, payload)) return;
    known.echoed = payload;
    tell("echo", broadcast, io);
    count(s, known.echoes, io.self, broadcast, io);
  };
  /** An echo or a ready is counted, if it is the first of its node, and what follows from it is done. */
  const count = (
    s: State,
    votes: Vote[],
    node: NodeId,
    broadcast: Broadcast,
    io: BroadcastIo,
  ): void => {
    if (!io.peers.includes(node) || !rule.isCounted(node, votes)) return;
    votes.push({ node, payload: broadcast.payload });
    // In whatever order they come, they say the same.
    votes.sort((one, other) => one.node - other.node);
    conclude(s, knownOf(s, broadcast), broadcast, io);
  };
  const conclude = (s: State, known: Known, broadcast: Broadcast, io: BroadcastIo): void => {
    const { payload } = broadcast;
    const echoes = votesFor(known.echoes, payload), readies = votesFor(known.readies, payload);
    if (
      known.ready === null &&
      (echoes >= enough("echoes", io) || readies >= enough("amplifies", io))
    ) {
      known.ready = payload;
      tell("ready", broadcast, io);
      return count(s, known.readies, io.self, broadcast, io);
    }
    if (readies >= enough("delivers", io)) deliver(s, known, broadcast, io);
  };
  const deliver = (s: State, known: Known, broadcast: Broadcast, io: BroadcastIo): void => {
    const { sender, sequence, payload } = broadcast;
    known.isDelivered = true;
    if (rule.isOver(known)) Object.assign(known, { echoes: [], readies: [] });
    s.log.push({ sender, sequence, payload });
    const client = s.clients.get(sequence);
    if (sender !== io.self || client === undefined) return;
    s.clients.delete(sequence);
    io.answer(client, nameOf(broadcast));
  };

  return {
    start: born,
    upon: {
      broadcast(s, { payload, from }, io) {
        s.said.push(payload);
        const broadcast = { sender: io.self, sequence: s.said.length, payload };
        s.clients.set(broadcast.sequence, from);
        tell("initial", broadcast, io);
        echo(s, broadcast, io);
      },
      initial(s, { sender, sequence, payload, from }, io) {
        if (rule.isFrom(from, sender)) echo(s, { sender, sequence, payload }, io);
      },
      echo(s, { sender, sequence, payload, from }, io) {
        const broadcast = { sender, sequence, payload }, known = knownOf(s, broadcast);
        if (!rule.isOver(known)) count(s, known.echoes, from, broadcast, io);
      },
      ready(s, { sender, sequence, payload, from }, io) {
        const broadcast = { sender, sequence, payload }, known = knownOf(s, broadcast);
        if (!rule.isOver(known)) count(s, known.readies, from, broadcast, io);
      },
    },
  };
}

function votesFor(votes: readonly Vote[], payload: Payload): number {
  return votes.filter((vote) => vote.payload === payload).length;
}
