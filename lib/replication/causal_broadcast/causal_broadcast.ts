/**
 * Causal broadcast (Birman, Schiper and Stephenson 1991; Cachin, Guerraoui and Rodrigues 2011, section 3.9): what a node
 * says reaches all, once, and never before what the node had been told when it said it. Links may lose, repeat
 * and reorder; nodes may crash and come back. A member that comes late finds all that was said kept for it, as nothing that it
 * has not delivered is forgotten; one that loses its disk cannot come back. Nodes join and leave by word of an operator
 * (`membership.ts`).
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
import { allHaveLast, changed, excuse, founded, takesPart } from "./membership.ts";
import {
  type Broadcast,
  type Checkpoint,
  keyOf,
  type Message,
  type Saved,
  type Timer,
} from "./messages.ts";
import { type Rules, rules as right } from "./rules.ts";
import { type Settings, settings as usual } from "./settings.ts";
import { stability } from "./stability.ts";
import { checkpointOf, fresh, revived, type State } from "./state.ts";

/** What a node answers that takes no requests. */
const NO_MEMBER = "not a member";

/** Nodes that tell each other everything in causal order. */
export function causalBroadcast<A, P>(
  app: Application<A, P>,
  settings: Partial<Settings> = {},
  change: Partial<Rules> = {},
): Protocol<State<A, P>, Message<P>, Timer, Saved<A, P>> {
  type BroadcastIo = Io<Message<P>, Timer, Saved<A, P>>;
  const rules = { ...right, ...change }, { beatMs, members } = { ...usual, ...settings };
  const { settle, hear, said } = stability(app, rules);

  const others = (s: State<A, P>, { self }: BroadcastIo) =>
    s.membership.members.filter((member) => member !== self);
  const rowOf = (s: State<A, P>): Vector => rules.row(s.delivered, [...s.waiting.values()]);
  const tell = (s: State<A, P>, to: NodeId, io: BroadcastIo): void =>
    io.send(to, {
      type: "known",
      row: [...rowOf(s)],
      yours: [...s.known[to]!],
      gone: [...s.membership.gone],
    });

  const lacks = (s: State<A, P>, of: NodeId) =>
    s.delivered.some((count, node) => count > s.known[of]![node]!);

  /** The state changes; nobody is told. So it is when it happens, and when the journal is read. */
  const deliver = (s: State<A, P>, broadcast: Broadcast<P>, self: NodeId): void => {
    const { origin, stamp } = broadcast;
    s.delivered[origin] = Math.max(s.delivered[origin]!, stamp[origin]!);
    s.waiting.delete(keyOf(broadcast));
    if (rules.keeps(origin, self)) s.held.set(keyOf(broadcast), broadcast);
    if (broadcast.change === undefined) app.deliver(s.app, broadcast);
    else changed(s, broadcast, broadcast.change, self);
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
    const { membership } = s;
    if (takesPart(membership)) settle(s, io.self);
    if (membership.status === "leaving" && rules.mayGo(allHaveLast(s, io.self))) {
      membership.status = "left";
      s.held.clear();
      s.waiting.clear();
    }
    const { status } = membership,
      busy = s.held.size > 0 || s.waiting.size > 0 ||
        // Of one that has joined it may not know what that has, of what was forgotten before.
        membership.joined.some((node) => membership.members.includes(node) && lacks(s, node));
    const waits = status === "joining" || status === "leaving" || status === "in" && busy;
    if (beatMs === 0 || !waits || s.beating) return;
    s.beating = true;
    io.wait(beatMs, { type: "beat" });
  };

  const say = (s: State<A, P>, what: Pick<Broadcast<P>, "payload" | "change">, io: BroadcastIo) => {
    const stamp = rules.stampOf(s.delivered, io.self);
    const broadcast = { origin: io.self, stamp: [...stamp], ...what };
    take(s, broadcast, io);
    for (const to of others(s, io)) io.send(to, { type: "broadcast", ...broadcast });
    conclude(s, io);
  };
  /** What is said where members change. */
  const nothing = undefined as P;

  return {
    start(io, journal) {
      const { self, peers: { length: nodes } } = io;
      let s = fresh<A, P>(nodes, app.init(nodes), founded(nodes, members ?? nodes, self));
      for (const record of journal) {
        if ("checkpoint" in record) s = revived(record.checkpoint);
        else if ("delivered" in record) deliver(s, record.delivered, self);
        else Object.assign(s.membership, { status: "joining", via: record.joining });
      }
      conclude(s, io);
      return s;
    },
    upon: {
      ask(s, { input, from }, io) {
        if (s.membership.status !== "in") return io.answer(from, NO_MEMBER);
        const { payload, answer } = app.perform(s.app, input, io.self);
        if (payload !== undefined) say(s, { payload }, io);
        io.answer(from, answer);
      },
      join(s, { via, from }, io) {
        if (s.membership.status !== "outside") return io.answer(from, "no longer outside");
        Object.assign(s.membership, { status: "joining", via });
        io.save({ joining: via });
        io.send(via, { type: "admit" });
        io.answer(from, "asked");
        conclude(s, io);
      },
      leave(s, { from }, io) {
        if (s.membership.status !== "in") return io.answer(from, NO_MEMBER);
        say(s, { payload: nothing, change: { node: io.self, joins: false } }, io);
        io.answer(from, "asked");
      },
      admit(s, { from }, io) {
        const { status, members, gone } = s.membership, isLetIn = members.includes(from);
        if (status === "outside" || status === "joining" || gone.includes(from)) return;
        if (status !== "in" && !isLetIn) return io.send(from, { type: "refused" });
        if (!isLetIn) {
          say(s, { payload: nothing, change: { node: from, joins: true } }, io);
        }
        io.send(from, { type: "welcome", state: checkpointOf(s) });
      },
      refused(s, { from }) {
        if (s.membership.status !== "joining" || s.membership.via !== from) return;
        Object.assign(s.membership, { status: "outside", via: null });
      },
      welcome(s, { state }, io) {
        if (s.membership.status !== "joining") return;
        const taken = revived(state as Checkpoint<A, P>);
        Object.assign(taken.membership, { status: "in", via: null, excused: [] });
        const { app: own } = s;
        Object.assign(s, taken, rules.takesOver ? {} : { app: own });
        io.save({ checkpoint: checkpointOf(s) });
        conclude(s, io);
      },
      broadcast(s, { origin, stamp, payload, change }, io) {
        const broadcast = { origin, stamp, payload, ...change === undefined ? {} : { change } };
        if (!takesPart(s.membership)) return;
        if (rules.isOld(broadcast, s.delivered)) return;
        const before = s.delivered.join();
        s.waiting.set(keyOf(broadcast), broadcast);
        takeWaiting(s, io);
        conclude(s, io);
        if (beatMs === 0 && s.delivered.join() !== before) {
          for (const to of others(s, io)) tell(s, to, io);
        }
      },
      known(s, { row, yours, gone, from }, io) {
        if (!takesPart(s.membership)) return;
        excuse(s.membership, gone);
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
        const { status, via } = s.membership;
        if (status === "joining") io.send(via!, { type: "admit" });
        if (!takesPart(s.membership)) return conclude(s, io);
        for (const to of others(s, io)) {
          if (s.waiting.size > 0 || lacks(s, to)) tell(s, to, io);
        }
        conclude(s, io);
      },
    },
    compact: (journal) =>
      journal.slice(Math.max(0, journal.findLastIndex((record) => "checkpoint" in record))),
    checkpoint: (s) => [{ checkpoint: checkpointOf(s) }],
  };
}
