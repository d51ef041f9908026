/**
 * A bounded adversary for the explorer: a list of lies, each of which it tells as soon as it can.
 *
 * That is enough. A message that may be late for ever is a message that may not have been sent; and where the
 * explorer delivers in every order, it has tried every moment and every reaction that a cleverer liar could have
 * chosen with the same list. So a search that exhausts has exhausted all adversaries over these messages, for
 * whatever must never happen. It says nothing of what must happen in the end.
 *
 * @module
 */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { TraitorIo, Treason } from "./traitors.ts";

/** A message, and whom it is told to. */
export type Lie<M> = readonly [to: NodeId, message: M];

/** What it has not said yet, by its place in the list. */
interface Mind {
  readonly left: Set<number>;
}

/**
 * A traitor that says each of these once, in the order of the list, as soon as it has been shown the signatures in
 * it, and nothing else. `types` are those of all messages that it may be sent.
 */
export function menu<M extends Tagged>(
  types: readonly M["type"][],
  lies: (self: NodeId) => readonly Lie<M>[],
): Treason<M> {
  const tell = ({ left }: Mind, io: TraitorIo<M>) => {
    const all = lies(io.self);
    for (const place of left) {
      const [to, message] = all[place]!;
      if (!io.canSay(message)) continue;
      left.delete(place);
      io.send(to, message);
    }
  };
  const handlers = types.map((
    type,
  ) => [type, (mind: Mind, _: unknown, io: TraitorIo<M>) => tell(mind, io)]);
  return {
    start(io) {
      const mind: Mind = { left: new Set(lies(io.self).keys()) };
      tell(mind, io);
      return mind;
    },
    upon: Object.fromEntries(handlers) as Treason<M>["upon"],
  };
}
