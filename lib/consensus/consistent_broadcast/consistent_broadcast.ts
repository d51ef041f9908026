/**
 * Consistent broadcast with signatures (Reiter 1994, *Secure agreement protocols*, there called echo multicast; Cachin, Guerraoui and
 * Rodrigues 2011, section 3.10.4, *signed echo broadcast*). No two loyal nodes deliver different payloads of one
 * broadcast, though its sender lies. It costs three messages for each node where reliable broadcast costs two for each pair, and
 * promises less: where the sender lies, some loyal nodes may deliver and others never.
 *
 * Each node signs the first payload that a sender tells it under a name, and sends the signature back. A quorum
 * of signatures is a certificate, with which the sender convinces everybody. Two quorums have a loyal node in common, which
 * signs one payload, so there is one certificate at most. A certificate convinces whomever it is shown, so that totality
 * can be had by showing it around: what has been delivered is kept with its certificate.
 *
 * Links lose nothing and repeat what they like.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import {
  type Certificate,
  certificateOf,
  sign,
  type Signed,
} from "../../security/identity/signed.ts";
import { equal } from "../../model/compare.ts";
import { assertKinds, code, optional } from "../../model/kinds.ts";
import { faults } from "../byzantine_quorum.ts";
import { type Broadcast, nameOf, type Payload } from "../reliable_broadcast/messages.ts";
import type { Message, Witnessed } from "./messages.ts";
import { type Rules, rules } from "./rules.ts";

/** A node. */
export interface State {
  /** What it has broadcast, by sequence. */
  readonly said: Payload[];
  /** Its clients who wait, by the sequence of what they asked for. */
  readonly clients: Map<number, NodeId>;
  /** What it has signed, by name. */
  readonly signed: Map<string, Payload>;
  /** Its own broadcasts that too few have witnessed so far, and the signatures that have come, by node. */
  readonly witnesses: Map<number, Signed<Witnessed>[]>;
  /** What it has delivered, in that order. */
  readonly log: Broadcast[];
  /** What convinced it, in the same order: enough to convince anybody else. */
  readonly proofs: Certificate<Witnessed>[];
}

/** The protocol of each node. */
export function consistentBroadcast(
  chosen: { readonly faults?: (n: number) => number } = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message> {
  assertKinds("broadcast", chosen, { faults: optional(code) });
  const { faults: f = faults } = chosen;
  const rule = { ...rules, ...wrong };
  type BroadcastIo = Io<Message>;
  const quorumOf = ({ peers }: BroadcastIo) => rule.quorum(peers.length, f(peers.length));
  const witness = (
    s: State,
    broadcast: Broadcast,
    io: BroadcastIo,
  ): Signed<Witnessed> | undefined => {
    const name = nameOf(broadcast);
    if (!rule.maySign(broadcast.payload, s.signed.get(name))) return undefined;
    s.signed.set(name, broadcast.payload);
    return sign(io, { kind: "consistent broadcast", ...broadcast });
  };
  const collect = (s: State, signed: Signed<Witnessed>, io: BroadcastIo): void => {
    const { sequence, payload } = signed.statement, all = s.witnesses.get(sequence);
    const asked: Witnessed = { kind: "consistent broadcast", sender: io.self, sequence, payload };
    if (all === undefined || s.said[sequence - 1] !== payload || !equal(signed.statement, asked)) {
      return;
    }
    if (!io.peers.includes(signed.signer)) return;
    if (all.some(({ signer }) => signer === signed.signer)) return;
    all.push(signed);
    // In whatever order they come, they say the same.
    all.sort((one, other) => one.signer - other.signer);
    if (all.length < quorumOf(io)) return;
    s.witnesses.delete(sequence);
    const certificate = certificateOf(all);
    for (const to of io.peers) if (to !== io.self) io.send(to, { type: "final", certificate });
    deliver(s, certificate, io);
  };
  const deliver = (s: State, certificate: Certificate<Witnessed>, io: BroadcastIo): void => {
    const { sender, sequence, payload } = certificate.statement,
      broadcast = { sender, sequence, payload };
    if (!rule.isNew(nameOf(broadcast), s.log.map(nameOf))) return;
    s.log.push(broadcast);
    s.proofs.push(certificate);
    const client = s.clients.get(sequence);
    if (sender !== io.self || client === undefined) return;
    s.clients.delete(sequence);
    io.answer(client, nameOf(broadcast));
  };
  return {
    start: () => ({
      said: [],
      clients: new Map(),
      signed: new Map(),
      witnesses: new Map(),
      log: [],
      proofs: [],
    }),
    upon: {
      broadcast(s, { payload, from }, io) {
        s.said.push(payload);
        const broadcast = { sender: io.self, sequence: s.said.length, payload };
        s.clients.set(broadcast.sequence, from);
        s.witnesses.set(broadcast.sequence, []);
        for (const to of io.peers) {
          if (to !== io.self) io.send(to, { type: "initial", ...broadcast });
        }
        const own = witness(s, broadcast, io);
        if (own !== undefined) collect(s, own, io);
      },
      initial(s, { sender, sequence, payload, from }, io) {
        if (!io.peers.includes(from) || !rule.isFrom(from, sender)) return;
        const signed = witness(s, { sender, sequence, payload }, io);
        if (signed !== undefined) io.send(from, { type: "witness", signed });
      },
      witness(s, { signed }, io) {
        collect(s, signed, io);
      },
      final(s, { certificate }, io) {
        if (!rule.isBroadcast(certificate.statement)) return;
        if (rule.isProof(certificate, quorumOf(io), io.peers)) deliver(s, certificate, io);
      },
    },
  };
}
