/** How a replica sends what others lack, and forgets what everybody has. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { mergedAll, type StateCrdt } from "../crdt.ts";
import type { DeltaIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Origin, Peer, State } from "./state.ts";

/** How it sends. */
export interface Sending<S, U> {
  /** Begins a session with a node, of which nothing is known any more. */
  begin(s: State<S>, node: NodeId): void;
  /** A delta has changed the state: it is kept for those who lack it. */
  keep(s: State<S>, delta: S, from: Origin | null, io: DeltaIo<S, U>): void;
  /** Some of those who lack something are sent it. */
  round(s: State<S>, timer: unknown, io: DeltaIo<S, U>): void;
  /** There is a round to come as long as anybody lacks anything; what there is more to tell does not put it off. */
  plan(s: State<S>, io: DeltaIo<S, U>): void;
  /** What everybody has is forgotten. */
  collect(s: State<S>): void;
}

/** Sends. */
export function sending<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  { roundMs, fanout, buffer }: Settings,
  rules: Rules,
): Sending<S, U> {
  const inNeed = (s: State<S>) =>
    [...s.peers].flatMap(([node, peer]) => rules.lacks(peer, s.count) ? [node] : []);

  /** The deltas that a peer lacks, joined; null where not all of them are kept, or nobody knows who it is. */
  const intervalFor = (s: State<S>, node: NodeId, { name, acked }: Peer): S | null => {
    const numbers = [...s.buffer.keys()].filter((number) => number > acked);
    const isWhole = numbers.length === s.count - acked;
    if (name === null || !isWhole && rules.fallsBack) return null;
    const missing = numbers.filter((number) => {
      const { from } = s.buffer.get(number)!;
      return from === null || !rules.has(from, node, name!);
    });
    return mergedAll(crdt, rules.sent(missing).map((number) => s.buffer.get(number)!.delta));
  };

  const send = (s: State<S>, node: NodeId, io: DeltaIo<S, U>): void => {
    const peer = s.peers.get(node)!, interval = intervalFor(s, node, peer);
    const receiver = interval === null ? null : peer.name;
    const { name, count: upTo } = s, { session } = peer, state = interval ?? s.crdt;
    const ahead = rules.sendsWhenDurable ? undefined : "ahead";
    io.send(node, { type: "deltas", name, receiver, session, upTo, state }, ahead);
    if (!rules.waitsForAcks && peer.name !== null) peer.acked = s.count;
  };

  const sender: Sending<S, U> = {
    begin(s, node) {
      s.sessions++;
      s.peers.set(node, { session: s.sessions, name: null, acked: 0 });
    },
    keep(s, delta, from, io) {
      s.count++;
      s.buffer.set(s.count, { delta, from });
      for (const [node, peer] of s.peers) {
        const { name, acked } = peer;
        if (from === null || name === null || acked < s.count - 1) continue;
        // Who has sent this has it.
        if (node === from.node && rules.has(from, node, name)) peer.acked++;
      }
      sender.collect(s);
      sender.plan(s, io);
    },
    round(s, _, io) {
      let left = inNeed(s);
      for (let i = 0; i < fanout && left.length > 0; i++) {
        const node = fanout < left.length ? left[io.choose(left.length)]! : left[0]!;
        left = left.filter((each) => each !== node);
        send(s, node, io);
      }
      sender.collect(s);
      s.isPlanned = false;
      sender.plan(s, io);
    },
    plan(s, io) {
      const isNeeded = !rules.rests || inNeed(s).length > 0;
      if (!isNeeded) io.cancel("round");
      else if (!s.isPlanned || !rules.keepsRound) io.wait(roundMs, { type: "round" });
      s.isPlanned = isNeeded;
    },
    collect(s) {
      const everybody = rules.collected([...s.peers.values()].map(({ acked }) => acked));
      for (const number of s.buffer.keys()) {
        if (number <= everybody || number <= s.count - buffer) s.buffer.delete(number);
      }
    },
  };
  return sender;
}
