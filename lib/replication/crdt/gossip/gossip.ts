/**
 * Replicas of a state-based type that gossip deltas over links which lose, repeat and reorder messages (Almeida, Shoker
 * and Baquero 2018, *Delta state replicated data types*, algorithm 2). Each replica keeps the deltas that have changed
 * it, and sends another those that it has not acknowledged, joined into one; where it no longer has all of them, its
 * whole state. A delta is only joined where all that its sender had before it is already (the paper's causal
 * delta-merging condition). So a replica's state is always one that gossip of whole states could have made, and causes
 * are seen before effects.
 *
 * A replica that has lost its memory is another one, under another name.
 *
 * @module
 */

import type { From, Protocol } from "../../../model/protocol.ts";
import { attempted, type StateCrdt } from "../crdt.ts";
import type { DeltaIo, Deltas, Message, Saved, Timer } from "./messages.ts";
import { type Rules, rules as asInThePaper } from "./rules.ts";
import { type Sending, sending } from "./sending.ts";
import { type Settings, settingsWith } from "./settings.ts";
import type { State } from "./state.ts";

/** The protocol of such replicas. */
export type DeltaProtocol<S, U> = Protocol<State<S>, Message<S, U>, Timer, Saved<S>>;

type Upon<S, U> = DeltaProtocol<S, U>["upon"];

/** Replicas of this type. Clients may ask any of them. */
export function deltas<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  chosen: Partial<Settings> = {},
  change: Partial<Rules> = {},
): DeltaProtocol<S, U> {
  const settings = settingsWith(chosen), rules = { ...asInThePaper, ...change };
  const sender = sending<S, U, V>(crdt, settings, rules);
  return {
    start(io, journal) {
      const saved = journal.at(-1);
      const s: State<S> = {
        name: saved?.name ?? rules.newName(io.self, io.choose(settings.names)),
        sessions: saved?.sessions ?? 0,
        crdt: saved?.crdt ?? crdt.init(),
        count: 0,
        buffer: new Map(),
        peers: new Map(),
        isPlanned: false,
      };
      for (const node of io.peers) if (node !== io.self) sender.begin(s, node);
      save(s, io);
      // Everybody hears of it, even if it has nothing to tell: they may have something for it.
      sender.plan(s, io);
      return s;
    },
    upon: { ...uponClients(crdt, rules, sender), ...uponReplicas(crdt, rules, sender) },
    after: { round: sender.round },
  };
}

/** What a replica does for clients. */
function uponClients<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  rules: Rules,
  sender: Sending<S, U>,
): Pick<Upon<S, U>, "update" | "query"> {
  return {
    update(s, { from, update }, io) {
      const result = attempted(() => crdt.update(s.crdt, s.name, update));
      if ("refused" in result) return io.answer(from, result);
      s.crdt = crdt.merge(s.crdt, result.made);
      sender.keep(s, result.made, null, io);
      save(s, io);
      io.answer(from, null, rules.answersWhenDurable ? undefined : "ahead");
    },
    query: (s, { from }, io) => io.answer(from, crdt.value(s.crdt)),
  };
}

/** What a replica does upon what others send. */
function uponReplicas<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  rules: Rules,
  sender: Sending<S, U>,
): Pick<Upon<S, U>, "deltas" | "ack"> {
  /** What is known of a node may be of who is no more: it is asked anew. */
  const meet = (
    s: State<S>,
    { from: node, name, type }: From & Pick<Deltas<S>, "name"> & { type: "deltas" | "ack" },
    io: DeltaIo<S, U>,
  ): void => {
    const known = s.peers.get(node)?.name ?? null;
    if (known === null || !rules.notices(known, name, type)) return;
    sender.begin(s, node);
    save(s, io);
    sender.plan(s, io);
  };
  return {
    deltas(s, message, io) {
      const { from, name, receiver, session, upTo, state } = message;
      meet(s, message, io);
      const isMine = rules.isFor(receiver, s.name);
      if (isMine && !crdt.below(state, s.crdt)) {
        s.crdt = crdt.merge(s.crdt, state);
        if (rules.forwards) sender.keep(s, state, { node: from, name }, io);
        if (rules.savesOthers) save(s, io);
      }
      const ahead = rules.acksWhenDurable ? undefined : "ahead";
      const ack = {
        type: "ack",
        name: s.name,
        of: name,
        session,
        upTo: isMine ? upTo : 0,
      } as const;
      io.send(from, ack, ahead);
    },
    ack(s, message, io) {
      const { from, name, of, session, upTo } = message;
      meet(s, message, io);
      const peer = s.peers.get(from);
      if (peer === undefined || of !== s.name || !rules.counts(session, peer.session)) return;
      peer.name = name;
      peer.acked = Math.max(peer.acked, rules.acked(upTo, s.count));
      sender.collect(s);
      sender.plan(s, io);
    },
  };
}

function save<S, U>({ name, sessions, crdt }: State<S>, io: DeltaIo<S, U>): void {
  io.save({ name, sessions, crdt });
}
