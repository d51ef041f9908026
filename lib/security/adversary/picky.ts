/**
 * An adversary for what must come about in the end: of a list of lies it tells some at the very beginning, and the
 * others never. The explorer forks over all choices. What `menu` does not say at once it may yet say, so a search with that shows
 * what can never happen, and not what happens when all has been said.
 *
 * @module
 */

import type { Tagged } from "../../model/protocol.ts";
import type { Lie } from "./menu.ts";
import type { Treason } from "./traitors.ts";

/**
 * A traitor that chooses one of each of these lists and tells it, or nothing of it, and is silent ever after. `types` are those
 * of all messages that it may be sent.
 */
export function picky<M extends Tagged>(
  types: readonly M["type"][],
  lists: readonly (readonly Lie<M>[])[],
): Treason<M> {
  return {
    start(io) {
      for (const lies of lists) {
        const lie = lies[io.choose(lies.length + 1)];
        if (lie !== undefined && io.canSay(lie[1])) io.send(...lie);
      }
      return null;
    },
    upon: Object.fromEntries(types.map((type) => [type, () => {}])) as unknown as Treason<
      M
    >["upon"],
  };
}
