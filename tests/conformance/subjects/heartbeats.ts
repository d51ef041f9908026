/** A membership by heartbeats for the suite to be tried on besides those of the library, and wrong ones. */

import type { NodeId, Protocol } from "hb/model/protocol.ts";
import type { Membership } from "hb/laboratory/conformance/membership.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";

type Message =
  /** Every node → every other, now and then: I am here. */
  | { readonly type: "alive"; readonly incarnation: number }
  /** Who removed a node → that node, when it hears of it: this incarnation of yours is gone. */
  | { readonly type: "removed"; readonly incarnation: number }
  /** Who leaves → every other. */
  | { readonly type: "gone"; readonly incarnation: number }
  /** Operator → node. */
  | { readonly type: "join" }
  | { readonly type: "leave" };

type Timer = { readonly type: "beat" };

interface State {
  isIn: boolean;
  incarnation: number;
  /** For each member its incarnation, and how many beats ago it was heard. */
  members: Map<NodeId, { incarnation: number; silent: number }>;
  /** The latest incarnation that was removed of each. */
  removed: Map<NodeId, number>;
}

/** What a membership does. */
interface Rules {
  /** Whether who is silent is removed. */
  readonly removes: boolean;
  /** Whether a greater incarnation of one that was removed is taken back. */
  readonly takesBack: boolean;
  /** Whether an incarnation that was removed is refused. */
  readonly refusesOld: boolean;
  /** Whether a greater incarnation of a member is written down. */
  readonly renews: boolean;
  /** Whether those who have not joined keep silent. */
  readonly waits: boolean;
  /** Whether who is told to join does. */
  readonly joins: boolean;
  /** Whether who is told to leave does. */
  readonly leaves: boolean;
  /** Whether a new life begins with a new incarnation. */
  readonly saves: boolean;
  /** Whether who was silent for very long can say that it is back. */
  readonly wakes: boolean;
}

const BEAT_MS = 100;
/** After so many beats without a word from it, a member is removed. */
const PATIENCE = 5;

const right: Rules = {
  removes: true,
  takesBack: true,
  refusesOld: true,
  renews: true,
  waits: true,
  joins: true,
  leaves: true,
  saves: true,
  wakes: true,
};

/** Everybody tells everybody that they are there. */
export function heartbeats(name: string, changes: Partial<Rules> = {}): Membership {
  const rules = { ...right, ...changes };
  return {
    name,
    nodes: 4,
    protocol: (members) => protocolOf(rules, members) as unknown as AnyProtocol,
    view: (state) =>
      new Map([...(state as State).members].map(([id, { incarnation }]) => [id, incarnation])),
    join: () => ({ type: "join" }),
    leave: () => ({ type: "leave" }),
    endures: ["crash", "partition", "pause"],
    withinMs: 2500,
  };
}

function protocolOf(rules: Rules, from: number): Protocol<State, Message, Timer, number> {
  return {
    start(io, journal) {
      const isIn = !rules.waits || io.self < from || journal.length > 0;
      const incarnation = (rules.saves ? journal.at(-1) ?? 0 : 0) + 1;
      if (isIn) io.save(incarnation);
      io.wait(BEAT_MS, { type: "beat" });
      const members = new Map(isIn ? [[io.self, { incarnation, silent: 0 }]] : []);
      return { isIn, incarnation, members, removed: new Map() };
    },
    upon: {
      alive(s, { from, incarnation }, io) {
        if (!s.isIn) return;
        const removed = s.removed.get(from) ?? 0, known = s.members.get(from);
        if (removed > 0 && !rules.takesBack) return;
        if (incarnation <= removed && rules.refusesOld) {
          return io.send(from, { type: "removed", incarnation: removed });
        }
        if (known === undefined) s.members.set(from, { incarnation, silent: 0 });
        else if (incarnation >= known.incarnation) {
          known.silent = 0;
          if (rules.renews) known.incarnation = incarnation;
        }
      },
      removed(s, { incarnation }, io) {
        if (incarnation < s.incarnation || !s.isIn || !rules.wakes) return;
        s.incarnation = incarnation + 1;
        s.members.get(io.self)!.incarnation = s.incarnation;
        io.save(s.incarnation);
      },
      gone(s, { from, incarnation }) {
        if (s.members.delete(from)) s.removed.set(from, incarnation);
      },
      join(s, _, io) {
        if (!rules.joins) return;
        s.isIn = true;
        s.members.set(io.self, { incarnation: s.incarnation, silent: 0 });
      },
      leave(s, _, io) {
        if (!rules.leaves) return;
        s.isIn = false;
        s.members.clear();
        for (const peer of io.peers) io.send(peer, { type: "gone", incarnation: s.incarnation });
      },
    },
    after: {
      beat(s, _, io) {
        io.wait(BEAT_MS, { type: "beat" });
        if (!s.isIn) return;
        for (const peer of io.peers) {
          if (peer !== io.self) io.send(peer, { type: "alive", incarnation: s.incarnation });
        }
        for (const [id, member] of s.members) {
          if (id === io.self || ++member.silent <= PATIENCE || !rules.removes) continue;
          s.members.delete(id);
          s.removed.set(id, member.incarnation);
        }
      },
    },
  };
}
