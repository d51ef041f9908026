/** Bugs of trees. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type { Any } from "../../../exercises/05-rumours/given.ts";
import { tree } from "../tree.ts";
import { treeBugs } from "./tree_bugs.ts";

let beside: Any;

export const treeMutants: Mutants<Answers> = {
  tree: {
    ...treeBugs,
    "eager greeting: a new neighbour is sent payloads": {
      up(s, peer, io) {
        if (!s.links.has(peer)) {
          for (const [id, payload] of s.kept) io.send(peer, { type: "gossip", id, payload });
        }
        tree.up(s, peer, { ...io, send: () => {} });
      },
    },
    "up again: who is a neighbour becomes one again": {
      up(s, peer, io) {
        s.links.delete(peer);
        tree.up(s, peer, io);
      },
    },
    "first word: a new neighbour hears of the latest only": {
      up: (s, peer, io) =>
        tree.up(s, peer, {
          ...io,
          send: (to, message) =>
            io.send(
              to,
              message.type === "ihave" ? { ...message, ids: message.ids.slice(-1) } : message,
            ),
        }),
    },
    "one by one: a new neighbour gets a message for each id": {
      up: (s, peer, io) =>
        tree.up(s, peer, {
          ...io,
          send(to, message) {
            for (const id of message.type === "ihave" ? message.ids : []) {
              io.send(to, { type: "ihave", ids: [id] });
            }
          },
        }),
    },
    "prunes strangers: who is no neighbour is sent a prune": {
      upon(s, from, message, io) {
        if (message.type === "gossip" && s.here.has(message.id) && !s.links.has(from)) {
          return io.send(from, { type: "prune" });
        }
        tree.upon(s, from, message, io);
      },
    },
    "strangers: who sends a payload becomes a neighbour": {
      upon(s, from, message, io) {
        if (message.type === "gossip" && !s.links.has(from)) s.links.set(from, true);
        tree.upon(s, from, message, io);
      },
    },
    "no stranger: payloads of strangers are thrown away": {
      upon(s, from, message, io) {
        if (s.links.has(from)) tree.upon(s, from, message, io);
      },
    },
    "asks strangers: word of a stranger is believed": {
      upon(s, from, message, io) {
        if (message.type !== "ihave" || s.links.has(from)) return tree.upon(s, from, message, io);
        s.links.set(from, false);
        tree.upon(s, from, message, io);
        s.links.delete(from);
      },
    },
    "serves strangers: a graft of a stranger makes a link": {
      upon(s, from, message, io) {
        if (message.type === "graft") s.links.set(from, true);
        tree.upon(s, from, message, io);
      },
    },
    "once more: who says so twice is asked twice": {
      upon(s, from, message, io) {
        tree.upon(s, from, message, io);
        if (message.type !== "ihave" || !s.links.has(from)) return;
        for (const id of message.ids) {
          const nodes = s.missing.get(id);
          if (nodes !== undefined && nodes.length > 1) nodes.push(from);
        }
      },
    },
    "longer: each word of it makes the wait longer": {
      upon(s, from, message, io) {
        const before = new Set(s.missing.keys());
        tree.upon(s, from, message, io);
        if (message.type !== "ihave" || !s.links.has(from)) return;
        for (const id of message.ids) if (before.has(id)) io.wait(id, s.rules.timeoutMs);
      },
    },
    "last word: the last who said so is asked first": {
      overdue(s, id, io) {
        s.missing.get(id)?.reverse();
        tree.overdue(s, id, io);
      },
    },
    "eager only: who asks does not make its own link eager": {
      overdue(s, id, io) {
        const links = new Map(s.links);
        tree.overdue(s, id, io);
        for (const [node, isEager] of links) s.links.set(node, isEager);
      },
    },
    "all at once: all who have it are asked": {
      overdue(s, id, io) {
        const all = s.missing.get(id)?.length ?? 0;
        for (let i = 0; i < Math.max(1, all); i++) tree.overdue(s, id, io);
      },
    },
    "same patience: each one asked has as long as the tree": {
      overdue: (s, id, io) =>
        tree.overdue(s, id, { ...io, wait: (id) => io.wait(id, s.rules.timeoutMs) }),
    },
    "round and round: who was asked in vain is asked again": {
      overdue(s, id, io) {
        const [node] = s.missing.get(id) ?? [];
        tree.overdue(s, id, io);
        if (node !== undefined) s.missing.get(id)?.push(node);
      },
    },
    "three tries: it asks three, and gives up": {
      overdue(s, id, io) {
        const own = s as Any;
        own.tries ??= new Map();
        own.tries.set(id, (own.tries.get(id) ?? 0) + 1);
        if (own.tries.get(id) > 3) s.missing.set(id, []);
        tree.overdue(s, id, io);
      },
    },
    "over early: it waits for nobody when the last was asked": {
      overdue(s, id, io) {
        tree.overdue(s, id, io);
        if (s.missing.get(id)?.length === 0) s.missing.delete(id);
      },
    },
    "still waiting: its timer goes on when the payload is here": {
      upon: (s, from, message, io) => tree.upon(s, from, message, { ...io, cancel: () => {} }),
    },
    "keeps none: an old payload goes with each new one": {
      begin(s, id, payload, io) {
        s.kept.clear();
        tree.begin(s, id, payload, io);
      },
    },
    "keeps all: no payload is ever dropped": {
      start: (rules) => tree.start({ ...rules, most: Infinity }),
    },
    "first kept: the first payloads are kept, not the last": {
      upon(s, from, message, io) {
        const kept = new Map(s.kept);
        tree.upon(s, from, message, io);
        if (message.type !== "gossip" || kept.size < s.rules.most) return;
        s.kept.clear();
        for (const [id, payload] of kept) s.kept.set(id, payload);
      },
    },
    "new again: what it has dropped is new": {
      upon(s, from, message, io) {
        tree.upon(s, from, message, io);
        for (const id of s.here) if (!s.kept.has(id)) s.here.delete(id);
      },
    },
    "quiet prune: it does not say that it has it": {
      upon: (s, from, message, io) =>
        tree.upon(s, from, message, {
          ...io,
          send: (to, own) => own.type === "prune" ? undefined : io.send(to, own),
        }),
    },
    "one-sided: it prunes, and goes on sending": {
      upon(s, from, message, io) {
        const isEager = s.links.get(from);
        tree.upon(s, from, message, io);
        if (message.type === "gossip" && isEager) s.links.set(from, true);
      },
    },
    "sixteen neighbours: it passes on to sixteen": {
      upon(s, from, message, io) {
        const first = [...s.links].slice(0, 16);
        if (message.type !== "gossip") return tree.upon(s, from, message, io);
        tree.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            own.type === "prune" || first.some(([node]) => node === to)
              ? io.send(to, own)
              : undefined,
        });
      },
    },
    "dead announcers: who is gone is asked": {
      down: (s, peer) => void s.links.delete(peer),
    },
    "dead waits: with a neighbour all that it had is given up": {
      down(s, peer, io) {
        for (const [id, nodes] of s.missing) {
          if (!nodes.includes(peer)) continue;
          s.missing.delete(id);
          io.cancel(id);
        }
        tree.down(s, peer, io);
      },
    },
    "stays lazy: the link that brought something new stays as it was": {
      upon(s, from, message, io) {
        const isEager = s.links.get(from),
          isNew = message.type === "gossip" && !s.here.has(message.id);
        tree.upon(s, from, message, io);
        if (isNew && isEager !== undefined) s.links.set(from, isEager);
      },
    },
    "no payload: an empty one is none": {
      upon(s, from, message, io) {
        if (message.type !== "gossip" || message.payload) tree.upon(s, from, message, io);
      },
    },
    "nothing kept: who grafts for an empty payload gets none": {
      upon: (s, from, message, io) =>
        tree.upon(s, from, message, {
          ...io,
          send(to, own) {
            if (message.type !== "graft" || own.type !== "gossip" || own.payload) io.send(to, own);
          },
        }),
    },
    "old payload: what is the same as another is old": {
      upon(s, from, message, io) {
        const isOld = message.type === "gossip" && !s.here.has(message.id) &&
          [...s.kept.values()].includes(message.payload);
        if (!isOld) tree.upon(s, from, message, io);
      },
    },
    "object: what every object has is here": {
      upon(s, from, message, io) {
        if (message.type !== "gossip" || !(message.id in {})) tree.upon(s, from, message, io);
      },
    },
    "all gone: with the last neighbour nothing is waited for": {
      down(s, peer, io) {
        tree.down(s, peer, io);
        if (s.links.size === 0) s.missing.clear();
      },
    },
    "longer: word of a new neighbour makes the wait longer": {
      upon(s, from, message, io) {
        const waited = message.type === "ihave"
          ? message.ids.filter((id) => s.missing.get(id)?.length === 0)
          : [];
        tree.upon(s, from, message, io);
        if (s.links.has(from)) { for (const id of waited) io.wait(id, s.rules.timeoutMs); }
      },
    },
    "log: who brought what is remembered for ever": {
      upon(s, from, message, io) {
        if (message.type === "gossip" && !s.here.has(message.id)) {
          (s as Any).log = [...(s as Any).log ?? [], [message.id, from]];
        }
        tree.upon(s, from, message, io);
      },
    },
    "thirty: of those who have something thirty are remembered": {
      upon(s, from, message, io) {
        tree.upon(s, from, message, io);
        for (const nodes of s.missing.values()) nodes.splice(30);
      },
    },
    "beside: links are kept beside the state": {
      start: (rules) => beside = tree.start(rules),
      up: (_s, peer, io) => tree.up(beside, peer, io),
      down: (_s, peer, io) => tree.down(beside, peer, io),
      begin: (_s, id, payload, io) => tree.begin(beside, id, payload, io),
      upon: (_s, from, message, io) => tree.upon(beside, from, message, io),
      overdue: (_s, id, io) => tree.overdue(beside, id, io),
    },
  },
};
