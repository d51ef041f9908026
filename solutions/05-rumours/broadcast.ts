/** Part 8: a tree in each node, with ids that do not come again. */

import type {
  Any,
  Broadcast,
  Delivered,
  RunningBroadcast,
  Tree,
  TreeIo,
  TreeRules,
} from "../../exercises/05-rumours/given.ts";
import { tree as right } from "./tree.ts";

/** What a node knows. */
export interface State {
  readonly tree: Any;
  /** How many it has broadcast, in all of its lives. */
  count: number;
  readonly delivered: Delivered[];
}

export const broadcast: Broadcast = { protocol: (rules) => over(right, rules) };

/** The id of a node's broadcast that is so many of it. */
const nameOf = (count: number, self: number, _payload: string): string => `${self}.${count}`;

/** A broadcast over this tree, with ids that `name` makes. */
export function over(tree: Tree, rules: TreeRules, name = nameOf): RunningBroadcast {
  const upon = (s: State, { from, ...message }: Any, io: Any) =>
    tree.upon(s.tree, from, message, treeIo(s, io));
  return {
    start: (_io, journal: readonly number[]): State => ({
      tree: tree.start(rules),
      count: journal.at(-1) ?? 0,
      delivered: [],
    }),
    upon: {
      broadcast(s: State, { from, payload }, io) {
        s.count++;
        io.save(s.count);
        const id = name(s.count, io.self, payload);
        tree.begin(s.tree, id, payload, treeIo(s, io));
        io.answer(from, id);
      },
      neighbourUp: (s: State, { node }, io) => tree.up(s.tree, node, treeIo(s, io)),
      neighbourDown: (s: State, { node }, io) => tree.down(s.tree, node, treeIo(s, io)),
      gossip: upon,
      ihave: upon,
      graft: upon,
      prune: upon,
    },
    after: {
      overdue: (s: State, { key }, io) => tree.overdue(s.tree, key, treeIo(s, io)),
    },
    delivered: (s: State) => s.delivered,
  };
}

function treeIo(s: State, io: Any): TreeIo {
  return {
    send: (to, message) => io.send(to, message),
    deliver: (id, payload) => void s.delivered.push({ id, payload }),
    wait: (id, ms) => io.wait(ms, { type: "overdue", key: id }),
    cancel: (id) => io.cancel("overdue", id),
  };
}
