/** Who was removed does not come back as the one that was removed. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Membership } from "./membership.ts";

/** What a node knows in its present life. */
interface Known {
  view: Map<NodeId, number>;
  /** The latest incarnation that it removed of each. */
  removed: Map<NodeId, number>;
}

/** No node takes back an incarnation that it removed, in one life. */
export function noReturn(subject: Membership): Invariant<unknown> {
  return remembering<unknown, Map<NodeId, Known>>({
    name: "no return",
    words: "no node takes back an incarnation that it removed",
    memory: () => new Map(),
    check({ states }, memory) {
      for (const [node, state] of states.entries()) {
        if (state === undefined) {
          memory.delete(node);
          continue;
        }
        const view = new Map(subject.view(state));
        const { view: before, removed } = memory.get(node) ?? { view, removed: new Map() };
        for (const [member, incarnation] of before) {
          if (!view.has(member)) removed.set(member, incarnation);
        }
        for (const [member, incarnation] of view) {
          if (incarnation > (removed.get(member) ?? -Infinity)) continue;
          const words = `node ${node} takes node ${member} back in incarnation ${incarnation}`;
          return { words, nodes: [node, member] };
        }
        memory.set(node, { view, removed });
      }
      return undefined;
    },
  });
}
