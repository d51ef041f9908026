/** Word of what a node holds (LazyPush of the paper, algorithm 1). @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Announcement, Id, TreeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Tree } from "./state.ts";

/** How a node announces. */
export interface Announcing {
  /** Word of a broadcast goes over lazy links, but not to who sent it. */
  announce(s: Tree, id: Id, round: number, from: NodeId, io: TreeIo): void;
  /** Word of all that is held goes to one neighbour. */
  tellAll(s: Tree, to: NodeId, io: TreeIo): void;
  /** What has been collected leaves. */
  dispatch(s: Tree, timer: unknown, io: TreeIo): void;
  /** A neighbour hears of everything once more. */
  remind(s: Tree, timer: unknown, io: TreeIo): void;
}

/** Announces. */
export function announcing({ dispatchMs, remindMs }: Settings, rules: Rules): Announcing {
  const tellAll: Announcing["tellAll"] = (s, to, io) => {
    if (s.held.size === 0) return;
    const has = [...s.held.values()].map(({ id, round }) => ({ id, round: round + 1 }));
    io.send(to, { type: "ihave", has });
  };
  return {
    tellAll,
    announce(s, id, round, from, io) {
      for (const to of rules.announcedTo(s.lazy)) {
        if (to === from) continue;
        if (dispatchMs === 0) io.send(to, { type: "ihave", has: [{ id, round }] });
        else {
          if (s.queue.length === 0) io.wait(dispatchMs, { type: "dispatch" });
          s.queue.push({ to, id, round });
        }
      }
    },
    dispatch(s, _, io) {
      const by = new Map<NodeId, Announcement[]>();
      for (const { to, id, round } of s.queue) {
        const has = by.get(to);
        if (has === undefined) by.set(to, [{ id, round }]);
        else has.push({ id, round });
      }
      s.queue = [];
      for (const [to, has] of by) io.send(to, { type: "ihave", has });
    },
    remind(s, _, io) {
      const neighbours = s.eager.length + s.lazy.length;
      if (neighbours > 0) {
        const drawn = io.choose(neighbours);
        tellAll(s, s.eager[drawn] ?? s.lazy[drawn - s.eager.length]!, io);
      }
      io.wait(remindMs, { type: "remind" });
    },
  };
}
