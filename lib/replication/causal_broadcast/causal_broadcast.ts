/**
 * Causal broadcast (Birman, Schiper and Stephenson 1991; Cachin, Guerraoui and Rodrigues 2011, section 3.9): what a node
 * says reaches all, once, and never before what the node had been told when it said it. Links may lose, repeat
 * and reorder; nodes may crash and come back. The nodes are always the same: one that comes late finds all that was said
 * kept for it, as nothing that it has not delivered is forgotten; one that loses its disk cannot come back.
 *
 * Each broadcast has a vector clock, by which receivers see what must come first. Each node keeps a matrix of what
 * all others have delivered as far as it knows (Wuu and Bernstein 1984). What somebody may lack is kept, and sent to whoever
 * says that it lacks it, be it the node's own or another's. When all have everything, and all know, nobody sends.
 *
 * @module
 */

import type { Vector } from "../../clocks/vector.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import type { Application } from "./application.ts";
import { type Broadcast, keyOf, type Message, type Saved, type Timer } from "./messages.ts";
import { type Rules, rules as right } from "./rules.ts";
import { type Settings, settings as usual } from "./settings.ts";
import { stability } from "./stability.ts";
import { fresh, revived, type State } from "./state.ts";

/** Nodes that tell each other everything in causal order. */
export function causalBroadcast<A, P>(
  app: Application<A, P>,
  settings: Partial<Settings> = {},
  change: Partial<Rules> = {},
): Protocol<State<A, P>, Message<P>, Timer, Saved<A, P>> {
  type BroadcastIo = Io<Message<P>, Timer, Saved<A, P>>;
  const rules = { ...right, ...change }, { beatMs } = { ...usual, ...settings };
  const { settle, hear, said } = stability(app, rules);

  const others = ({ peers, self }: BroadcastIo) => peers.filter((peer) => peer !== self);
  const rowOf = (s: State<A, P>): Vector => rules.row(s.delivered, [...s.waiting.values()]);
  const tell = (s: State<A, P>, to: NodeId, io: BroadcastIo): void =>
    io.send(to, { type: "known", row: [...rowOf(s)], yours: [...s.known[to]!] });

  /** The state changes; nobody is told. So it is when it happens, and when the journal is read. */
  const deliver = (s: State<A, P>, broadcast: Broadcast<P>, self: NodeId): void => {
    const { origin, stamp } = broadcast;
    s.delivered[origin] = Math.max(s.delivered[origin]!, stamp[origin]!);
    s.waiting.delete(keyOf(broadcast));
    if (rules.keeps(origin, self)) s.held.set(keyOf(broadcast), broadcast);
    app.deliver(s.app, broadcast);
    // Whoever says something has delivered what it depends on, and has said all before it.
    if (origin !== self) said(s, origin, stamp);
  };
  const take = (s: State<A, P>, broadcast: Broadcast<P>, io: BroadcastIo): void => {
    deliver(s, broadcast, io.self);
    if (rules.saves(broadcast.origin, io.self)) io.save({ delivered: broadcast });
  };
  const takeWaiting = (s: State<A, P>, io: BroadcastIo): void => {
    const next = () => [...s.waiting.values()].find((each) => rules.isNext(each, s.delivered));
    for (let each = next(); each !== undefined; each = next()) {
      take(s, each, io);
      if (!rules.looksAgain) break;
    }
  };
  /** After any news: what is stable now, and whether there is something to wait for. */
  const conclude = (s: State<A, P>, io: BroadcastIo): void => {
    settle(s, io.self);
    const idle = s.held.size === 0 && s.waiting.size === 0;
    if (beatMs === 0 || idle || s.beating) return;
    s.beating = true;
    io.wait(beatMs, { type: "beat" });
  };

  return {
    start(io, journal) {
      const { self, peers: { length: nodes } } = io;
      let s = fresh<A, P>(nodes, app.init(nodes));
      for (const record of journal) {
        if ("checkpoint" in record) s = revived(record.checkpoint);
        else deliver(s, record.delivered, self);
      }
      conclude(s, io);
      return s;
    },
    upon: {
      ask(s, { input, from }, io) {
        const { payload, answer } = app.perform(s.app, input, io.self);
        if (payload !== undefined) {
          const stamp = rules.stampOf(s.delivered, io.self);
          const broadcast = { origin: io.self, stamp: [...stamp], payload };
          take(s, broadcast, io);
          for (const to of others(io)) io.send(to, { type: "broadcast", ...broadcast });
          conclude(s, io);
        }
        io.answer(from, answer);
      },
      broadcast(s, { origin, stamp, payload }, io) {
        const broadcast = { origin, stamp, payload };
        if (rules.isOld(broadcast, s.delivered)) return;
        const before = s.delivered.join();
        s.waiting.set(keyOf(broadcast), broadcast);
        takeWaiting(s, io);
        conclude(s, io);
        if (beatMs === 0 && s.delivered.join() !== before) {
          for (const to of others(io)) tell(s, to, io);
        }
      },
      known(s, { row, yours, from }, io) {
        hear(s, from, row);
        for (const broadcast of s.held.values()) {
          if (rules.isOld(broadcast, row)) continue;
          if (beatMs > 0) io.send(from, { type: "broadcast", ...broadcast });
        }
        // It thinks that less has come here than has, and would go on asking; or it can send what has not come.
        const { delivered } = s;
        const isNews = delivered.some((n, of) => n > yours[of]! || n < row[of]!);
        if (beatMs > 0 && isNews) tell(s, from, io);
        conclude(s, io);
      },
    },
    after: {
      beat(s, _, io) {
        s.beating = false;
        const lacks = (row: Vector) => s.delivered.some((count, node) => count > row[node]!);
        for (const to of others(io)) {
          if (s.waiting.size > 0 || lacks(s.known[to]!)) tell(s, to, io);
        }
        conclude(s, io);
      },
    },
    compact: (journal) =>
      journal.slice(Math.max(0, journal.findLastIndex((record) => "checkpoint" in record))),
    checkpoint({ delivered, known, settled, stable, held, app }) {
      return [{ checkpoint: structuredClone({ delivered, known, settled, stable, held, app }) }];
    },
  };
}
