/** The reference once more, with each of its decisions by name, so that each can be made wrongly. @module */

import type {
  Any,
  NodeId,
  RunningStore,
  Store,
  StoreRules,
} from "../../../exercises/08-convergence/given.ts";
import type { Saved, State } from "../store.ts";
import * as right from "../things.ts";
import type { Things } from "../things.ts";

/** The decisions. */
export interface Rules {
  newName(self: NodeId, drawn: number, journal: readonly Saved[], now: number): string;
  /** What is there when a copy starts. */
  revived(journal: readonly Saved[]): Things;
  sessions(journal: readonly Saved[]): number;
  compact(journal: readonly Saved[]): readonly Saved[];
  saved(delta: Things, s: State, isOwn: boolean): Things | null;
  /** Whether an acknowledgement counts. */
  counts(message: Any, session: number, name: string): boolean;
  isFor(to: string | null, self: string): boolean;
  acked(upTo: number, before: number, count: number): number;
  notices(known: string, name: string, by: "deltas" | "ack"): boolean;
  waitsForAcks: boolean;
  acknowledges(isNew: boolean): boolean;
  kept(delta: Things, isOwn: boolean): Things | null;
  collected(acked: readonly number[]): number;
  most(most: number): number;
  sent(missing: readonly Things[]): readonly Things[];
  isWhole(name: string | null, isGapless: boolean): boolean;
  /** Whether a round that is to come is left alone. */
  keepsRound: boolean;
  rests: boolean;
  lacks(name: string | null, acked: number, count: number, node: NodeId): boolean;
  again: boolean;
  answers(s: State, message: Any, isKnown: boolean): boolean;
  write(...given: [...Parameters<typeof right.write>, now: number]): Things;
  add: typeof right.add;
  remove: typeof right.remove;
  merged: typeof right.merged;
  isKnown: typeof right.isKnown;
  elements: typeof right.elementsOf;
  read(s: Things, key: string): Any;
  round(ms: number): number;
  starts: boolean;
}

const all = (journal: readonly Saved[], merged = right.merged) =>
  journal.map(({ things }) => things).reduce(merged, right.nothing);

/** As in the reference. */
export const rules: Rules = {
  newName: (self, drawn) => `${self}.${drawn}`,
  revived: (journal) => all(journal),
  sessions: (journal) => journal.at(-1)?.sessions ?? 0,
  compact: (journal) => journal.length === 0 ? [] : [{ ...journal.at(-1)!, things: all(journal) }],
  saved: (delta) => delta,
  counts: ({ session, of }, current, name) => of === name && session === current,
  isFor: (to, self) => to === null || to === self,
  acked: (upTo, before) => Math.max(upTo, before),
  notices: (known, name) => known !== name,
  waitsForAcks: true,
  acknowledges: () => true,
  kept: (delta) => delta,
  collected: (acked) => Math.min(...acked),
  most: (most) => most,
  sent: (missing) => missing,
  isWhole: (name, isGapless) => name === null || !isGapless,
  keepsRound: true,
  rests: true,
  lacks: (name, acked, count) => name === null || acked < count,
  again: true,
  answers: () => true,
  write: right.write,
  add: right.add,
  remove: right.remove,
  merged: right.merged,
  isKnown: right.isKnown,
  elements: right.elementsOf,
  read: (s, key) => s.registers.get(key)?.value ?? null,
  round: (ms) => ms,
  starts: true,
};

/** A store by these. */
export const storeBy = (change: Partial<Rules>): Store => ({
  protocol: (chosen) => protocolBy({ ...rules, ...change }, chosen),
});

function protocolBy(own: Rules, { roundMs, most, names }: StoreRules): RunningStore {
  const save = ({ name, sessions }: State, things: Things | null, io: Any) =>
    things !== null && io.save({ name, sessions, things });
  const lacks = (s: State) =>
    [...s.peers].filter(([node, { name, acked }]) => own.lacks(name, acked, s.count, node));
  const settle = (s: State, io: Any): void => {
    const everybody = own.collected([...s.peers.values()].map(({ acked }) => acked));
    for (const number of s.kept.keys()) {
      if (number <= everybody || number <= s.count - own.most(most)) s.kept.delete(number);
    }
    const isNeeded = lacks(s).length > 0 || !own.rests;
    if (!isNeeded) io.cancel("round");
    else if (!s.isPlanned || !own.keepsRound) io.wait(own.round(roundMs), { type: "round" });
    s.isPlanned = isNeeded;
  };
  const begin = (s: State, node: NodeId): void => {
    s.sessions++;
    s.peers.set(node, { session: s.sessions, name: null, acked: 0 });
  };
  const take = (s: State, delta: Things, isOwn: boolean, io: Any): void => {
    if (own.isKnown(delta, s.things)) return;
    s.things = own.merged(s.things, delta);
    const kept = own.kept(delta, isOwn);
    s.count++;
    if (kept !== null) s.kept.set(s.count, kept);
    save(s, own.saved(delta, s, isOwn), io);
    settle(s, io);
  };
  const meet = (s: State, { from: node, name, type }: Any, io: Any): void => {
    const known = s.peers.get(node)?.name ?? null;
    if (known === null || !own.notices(known, name, type)) return;
    begin(s, node);
    save(s, right.nothing, io);
    settle(s, io);
  };
  const update =
    (deltaOf: (s: State, message: Any, io: Any) => Things) => (s: State, message: Any, io: Any) => {
      const delta = deltaOf(s, message, io), isKnown = own.isKnown(delta, s.things);
      take(s, delta, true, io);
      if (own.answers(s, message, isKnown)) io.answer(message.from, null);
    };
  return {
    start(io, journal: readonly Saved[]): State {
      const s: State = {
        name: journal.at(-1)?.name ?? own.newName(io.self, io.choose(names), journal, io.now()),
        sessions: own.sessions(journal),
        things: own.revived(journal),
        count: 0,
        kept: new Map(),
        peers: new Map(),
        isPlanned: false,
      };
      for (const node of io.peers) if (node !== io.self) begin(s, node);
      save(s, right.nothing, io);
      if (own.starts) settle(s, io);
      return s;
    },
    upon: {
      write: update((s, { key, value }, io) => own.write(s.things, s.name, key, value, io.now())),
      add: update((s, { key, element }) => own.add(s.things, s.name, key, element)),
      remove: update((s, { key, element }) => own.remove(s.things, key, element)),
      read: (s: State, { key, from }, io) => io.answer(from, own.read(s.things, key)),
      elements: (s: State, { key, from }, io) => io.answer(from, own.elements(s.things, key)),
      deltas(s: State, message, io) {
        const { from, name, to, session, upTo, things } = message;
        meet(s, message, io);
        const isMine = own.isFor(to, s.name), before = s.count;
        if (isMine) take(s, things, false, io);
        if (!own.acknowledges(s.count > before)) return;
        io.send(from, { type: "ack", name: s.name, of: name, session, upTo: isMine ? upTo : 0 });
      },
      ack(s: State, message, io) {
        const { from, name, upTo } = message;
        meet(s, message, io);
        const peer = s.peers.get(from);
        if (peer === undefined || !own.counts(message, peer.session, s.name)) return;
        peer.name = name;
        peer.acked = own.acked(upTo, peer.acked, s.count);
        settle(s, io);
      },
    },
    after: {
      round(s: State, _timer, io) {
        for (const [node, peer] of lacks(s)) {
          const { session, name, acked } = peer;
          const missing = [...s.kept].filter(([number]) => number > acked).map(([, each]) => each);
          const whole = own.isWhole(name, missing.length === s.count - acked);
          const things = whole ? s.things : own.sent(missing).reduce(own.merged, right.nothing);
          const to = whole ? null : name;
          io.send(node, { type: "deltas", name: s.name, to, session, upTo: s.count, things });
          if (!own.waitsForAcks && name !== null) peer.acked = s.count;
        }
        s.isPlanned = false;
        if (own.again) settle(s, io);
      },
    },
    compact: (journal) => own.compact(journal as readonly Saved[]),
  };
}
