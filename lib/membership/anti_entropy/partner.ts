/** The partner of a session: it answers what it is asked, and remembers nothing of it. @module */

import type { Own } from "./initiator.ts";
import { childrenOf, hashAt } from "./merkle/tree.ts";
import { answersTo } from "./pages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { deltaTo, receive } from "./store.ts";

/** Answers to an initiator. */
export type Partner = Pick<Own["upon"], "look" | "page" | "summary" | "give">;

/** The handlers. */
export function partner(setting: Settings, rule: Rules): Partner {
  return {
    look(s, { ticket, nodes, from }, io) {
      const tree = s.tree!;
      const differing = nodes.filter((node) => hashAt(tree, node) !== node.hash);
      io.send(from, {
        type: "hashes",
        ticket,
        nodes: differing.map(({ level, index }) => ({
          level,
          index,
          children: childrenOf(tree.shape, { level, index }).map((each) => hashAt(tree, each)),
        })),
      });
    },
    page(s, { ticket, pages, from }, io) {
      // What comes with a page is no answer to it.
      const answers = answersTo(s, pages, setting, rule);
      receive(s, pages.flatMap(({ items }) => items), new Map(), setting, rule, io);
      io.send(from, { type: "newer", ticket, pages: answers });
    },
    summary(s, { ticket, seen, wants, from }, io) {
      const { items, upTo, more } = wants
        ? deltaTo(s, seen, setting, rule)
        : { items: [], upTo: new Map(), more: false };
      io.send(from, { type: "delta", ticket, items, upTo, more, seen: s.seen });
    },
    give(s, { ticket, items, upTo, from }, io) {
      receive(s, items, upTo, setting, rule, io);
      io.send(from, { type: "took", ticket, seen: s.seen });
    },
  };
}
