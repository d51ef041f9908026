/** A membership by heartbeats for the suite to be tried on until the library has one, and wrong ones. */

import type { NodeId, Protocol } from "hb/model/protocol.ts";
import type { Membership } from "../membership.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";

type Message =
  /** Every node → every other, now and then: I am here. */
  | { readonly type: "alive"; readonly incarnation: number }
  /** Who removed a node → that node, when it hears of it: this incarnation of yours is gone. */
  | { readonly type: "removed"; readonly incarnation: number };

type Timer = { readonly type: "beat" };

interface State {
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
}

const BEAT_MS = 100;
/** After so many beats without a word from it, a member is removed. */
const PATIENCE = 5;

/** Everybody tells everybody that they are there. */
export function heartbeats(name: string, changes: Partial<Rules> = {}): Membership {
  const rules = { removes: true, takesBack: true, refusesOld: true, renews: true, ...changes };
  return {
    name,
    nodes: 4,
    protocol: protocolOf(rules) as unknown as AnyProtocol,
    view: (state) =>
      new Map([...(state as State).members].map(([id, { incarnation }]) => [id, incarnation])),
    endures: ["crash", "partition", "pause"],
    withinMs: 2500,
  };
}

function protocolOf(rules: Rules): Protocol<State, Message, Timer, number> {
  return {
    start(io, journal) {
      const incarnation = (journal.at(-1) ?? 0) + 1;
      io.save(incarnation);
      io.wait(BEAT_MS, { type: "beat" });
      const members = new Map([[io.self, { incarnation, silent: 0 }]]);
      return { incarnation, members, removed: new Map() };
    },
    upon: {
      alive(s, { from, incarnation }, io) {
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
        if (incarnation < s.incarnation) return;
        s.incarnation = incarnation + 1;
        s.members.get(io.self)!.incarnation = s.incarnation;
        io.save(s.incarnation);
      },
    },
    after: {
      beat(s, _, io) {
        for (const peer of io.peers) {
          if (peer !== io.self) io.send(peer, { type: "alive", incarnation: s.incarnation });
        }
        for (const [id, member] of s.members) {
          if (id === io.self || ++member.silent <= PATIENCE || !rules.removes) continue;
          s.members.delete(id);
          s.removed.set(id, member.incarnation);
        }
        io.wait(BEAT_MS, { type: "beat" });
      },
    },
  };
}
