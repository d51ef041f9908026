/** Bugs of trees that a whole broadcast shows as well. @module */

import type { Tree, TreeIo, TreeMessage } from "../../../exercises/05-rumours/given.ts";
import { tree } from "../tree.ts";

/** The reference, whose messages are changed; null: not sent. */
const saying = (
  change: (
    message: TreeMessage,
    s: Parameters<typeof tree.up>[0],
    to: number,
  ) => TreeMessage | null,
): Partial<Tree> => {
  const io = (s: Parameters<typeof tree.up>[0], own: TreeIo): TreeIo => ({
    ...own,
    send(to, message) {
      const other = change(message, s, to);
      if (other !== null) own.send(to, other);
    },
  });
  return {
    up: (s, peer, own) => tree.up(s, peer, io(s, own)),
    begin: (s, id, payload, own) => tree.begin(s, id, payload, io(s, own)),
    upon: (s, from, message, own) => tree.upon(s, from, message, io(s, own)),
    overdue: (s, id, own) => tree.overdue(s, id, io(s, own)),
  };
};

export const treeBugs: Readonly<Record<string, Partial<Tree>>> = {
  "never grafts: it waits for ever": { overdue: (s, id) => void s.missing.delete(id) },
  "grafts at once: it asks as soon as it hears of something": {
    upon(s, from, message, io) {
      const before = new Set(s.missing.keys());
      tree.upon(s, from, message, io);
      for (const id of [...s.missing.keys()].filter((id) => !before.has(id))) {
        io.cancel(id);
        tree.overdue(s, id, io);
      }
    },
  },
  "prunes at first: it prunes whoever brings something new": {
    upon(s, from, message, io) {
      const isNew = message.type === "gossip" && !s.here.has(message.id);
      tree.upon(s, from, message, io);
      if (!isNew || !s.links.has(from)) return;
      s.links.set(from, false);
      io.send(from, { type: "prune" });
    },
  },
  "never prunes: every broadcast floods": {
    upon(s, from, message, io) {
      if (message.type === "gossip" && s.here.has(message.id)) return;
      tree.upon(s, from, message, io);
    },
  },
  "deaf to prunes: who is pruned goes on": {
    upon: (s, from, message, io) =>
      message.type === "prune" ? undefined : tree.upon(s, from, message, io),
  },
  "no word: lazy links are told nothing": saying((message) =>
    message.type === "ihave" ? null : message
  ),
  "back to the sender: what came goes back to whoever sent it": {
    upon(s, from, message, io) {
      const isNew = message.type === "gossip" && !s.here.has(message.id);
      tree.upon(s, from, message, io);
      if (isNew && s.links.has(from)) io.send(from, message);
    },
  },
  "word back: who sent it is told that it is here": {
    upon(s, from, message, io) {
      const isNew = message.type === "gossip" && !s.here.has(message.id);
      tree.upon(s, from, message, io);
      if (isNew && message.type === "gossip" && s.links.has(from)) {
        io.send(from, { type: "ihave", ids: [message.id] });
      }
    },
  },
  "grafts make no branch: who is grafted sends once": {
    upon(s, from, message, io) {
      const isEager = s.links.get(from);
      tree.upon(s, from, message, io);
      if (message.type === "graft" && isEager !== undefined) s.links.set(from, isEager);
    },
  },
  "graft without payload: who is grafted sends from now on only": {
    upon: (s, from, message, io) =>
      tree.upon(s, from, message.type === "graft" ? { type: "graft", id: "" } : message, io),
  },
  "one try: the first who has it is asked, and nobody else": {
    overdue(s, id, io) {
      tree.overdue(s, id, io);
      if (s.missing.has(id)) s.missing.set(id, []);
    },
  },
  "wants what it has: it waits for what is here": {
    upon(s, from, message, io) {
      tree.upon(s, from, message, io);
      if (message.type !== "ihave" || !s.links.has(from)) return;
      for (const id of message.ids.filter((id) => s.here.has(id) && !s.missing.has(id))) {
        s.missing.set(id, [from]);
        io.wait(id, s.rules.timeoutMs);
      }
    },
  },
  "first id: of what it hears of it takes the first": {
    upon: (s, from, message, io) =>
      tree.upon(
        s,
        from,
        message.type === "ihave" ? { ...message, ids: message.ids.slice(0, 1) } : message,
        io,
      ),
  },
  "delivers twice: whatever comes is delivered": {
    upon(s, from, message, io) {
      if (message.type === "gossip" && s.here.has(message.id)) {
        io.deliver(message.id, message.payload);
      }
      tree.upon(s, from, message, io);
    },
  },
  "never lets go: who is gone keeps its link": { down: () => {} },
  "no greeting: a new neighbour hears of nothing": {
    up: (s, peer, io) => tree.up(s, peer, { ...io, send: () => {} }),
  },
  "starts lazy: a new neighbour has a lazy link": {
    up(s, peer, io) {
      const isNew = !s.links.has(peer);
      tree.up(s, peer, io);
      if (isNew) s.links.set(peer, false);
    },
  },
  "keeps to itself: what was heard is not passed on": {
    upon: (s, from, message, io) =>
      tree.upon(s, from, message, {
        ...io,
        send: (to, own) =>
          message.type === "gossip" && own.type !== "prune" ? undefined : io.send(to, own),
      }),
  },
};
