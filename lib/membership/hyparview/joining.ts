/**
 * How a newcomer finds neighbours: a contact takes it in, and sends it on a random walk from each of its own neighbours;
 * where a walk ends it has one more (Leitão, Pereira and Rodrigues 2007, HyParView, section 4.2).
 *
 * @module
 */

import type { Handlers, NodeId } from "../../model/protocol.ts";
import type { Message, ViewIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { sample, type State } from "./state.ts";
import type { Views } from "./views.ts";

/** The messages about newcomers. */
export type Joins = Extract<Message, { type: "join" | "forwardJoin" }>;

/** Upon what newcomers say, and is said of them. */
export function joining(
  { walk, passiveAt }: Settings,
  rules: Rules,
  { addActive, addPassive }: Pick<Views, "addActive" | "addPassive">,
): Handlers<State, Joins, { readonly from: NodeId }, ViewIo> {
  return {
    join(s, { from }, io) {
      addActive(s, from, io);
      io.send(from, { type: "accepted", priority: "high" });
      for (const peer of s.active) {
        if (peer !== from) io.send(peer, { type: "forwardJoin", node: from, ttl: walk });
      }
    },
    forwardJoin(s, { from, node, ttl }, io) {
      if (node === io.self) return;
      const others = s.active.filter((each) => each !== from && each !== node);
      const [next] = sample(others, 1, (n) => io.choose(n));
      if (next === undefined || rules.walkEnds(ttl, s.active.length)) {
        if (!s.active.includes(node)) io.send(node, { type: "neighbour", priority: "high" });
        return;
      }
      if (ttl === passiveAt) addPassive(s, node, io);
      io.send(next, { type: "forwardJoin", node, ttl: ttl - 1 });
    },
  };
}
