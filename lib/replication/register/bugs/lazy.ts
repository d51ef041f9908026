/** Mistakes in stores that answer first and tell the others later. @module */

import { zero } from "../../../clocks/vector.ts";
import { byStorm } from "../../../kit/kit.ts";
import { changed } from "../../../kit/change.ts";
import { CAUSAL_PLUS } from "../causal.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { forEach } from "../kit/promises.ts";
import { admit, lazy, type Message, type Policy, write } from "../lazy.ts";
import { naive } from "../naive.ts";
import { asStore, type StoreProtocol } from "../stores.ts";
import { byProgram, type StoreBugs } from "./bug.ts";

/** A store that never says what it has, and is sent nothing that it lacks. */
function withoutAntiEntropy(policy: Policy): StoreProtocol {
  return asStore(changed(lazy(policy), { after: { compare: () => {} } }));
}

/** Updates that say nothing of what their writer had seen. */
const withoutCauses = asStore(changed(lazy(CAUSAL_PLUS), {
  upon: {
    write(s, { from, key, value }, io) {
      const { self, peers } = io, after = zero(peers.length);
      const send = (to: NodeId, message: Message) =>
        io.send(
          to,
          message.type === "update"
            ? { ...message, update: { ...message.update, after } }
            : message,
        );
      write(s, key, value, CAUSAL_PLUS, { self, peers, send });
      io.answer(from, null);
    },
  },
}));

/** Mistakes of causal+. */
export const causalPlusBugs: StoreBugs = {
  "does not wait for causes": {
    words: "An update is applied when it arrives: an answer is seen before what it answers.",
    change: asStore(lazy({ ...CAUSAL_PLUS, order: "any" })),
    breaks: "causal+",
    foundBy: byProgram("one flag"),
  },
  "waits for its own node only": {
    words:
      "An update waits for earlier ones of its node, not for what that node had heard of others.",
    change: asStore(lazy({ ...CAUSAL_PLUS, order: "fifo" })),
    breaks: "causal+",
    foundBy: byProgram("an answer"),
  },
  "says nothing of causes": {
    words: "An update does not say what its writer had seen, so nobody knows what to wait for.",
    change: withoutCauses,
    breaks: "causal+",
    foundBy: byProgram("one flag"),
  },
  "the last to arrive wins": {
    words: "Of two writes the one that arrives last stays: copies differ for ever.",
    change: asStore(lazy({ ...CAUSAL_PLUS, conflict: "last to arrive" })),
    breaks: "causal+",
    foundBy: byProgram("a conflict"),
  },
  "its clock does not hear": {
    words:
      "A node does not set its Lamport clock by the updates that it applies: its next write may be " +
      "older than what it has read, and loses against it.",
    change: asStore(changed(lazy(CAUSAL_PLUS), {
      upon: {
        update(s, { update }) {
          const { time } = s;
          admit(s, update, CAUSAL_PLUS);
          s.time = time;
        },
      },
    })),
    breaks: "causal+",
    foundBy: byStorm("late", 16),
  },
  "no anti-entropy": {
    words: "What a link has lost is never told again: a copy misses it for ever.",
    change: withoutAntiEntropy(CAUSAL_PLUS),
    breaks: "eventual",
    foundBy: byStorm("losses", 1),
  },
};

/** Mistakes of causal memory. */
export const causalMemoryBugs: StoreBugs = {
  "does not wait for causes": {
    words: "An update is applied when it arrives: an answer is seen before what it answers.",
    change: asStore(lazy({ order: "any", conflict: "last to arrive" })),
    breaks: "causal memory",
    foundBy: byProgram("one flag"),
  },
  "waits for its own node only": {
    words:
      "An update waits for earlier ones of its node, not for what that node had heard of others.",
    change: asStore(lazy({ order: "fifo", conflict: "last to arrive" })),
    breaks: "causal memory",
    foundBy: byProgram("an answer"),
  },
};

/** Mistakes of pipelined RAM. */
export const pramBugs: StoreBugs = {
  "no pipe": {
    words:
      "A node's writes are applied as they arrive, and not in the order in which it made them.",
    change: asStore(lazy({ order: "any", conflict: "last to arrive" })),
    breaks: "PRAM",
    foundBy: byProgram("one flag"),
  },
};

/** Mistakes of eventual consistency. */
export const eventualBugs: StoreBugs = {
  "the last to arrive wins": {
    words:
      "Of two writes the one that arrives last stays: copies differ for ever, and already before the end " +
      "no one order of the writes explains what several clients read after their own.",
    change: asStore(lazy({ order: "any", conflict: "last to arrive" })),
    breaks: "read your writes",
    foundBy: byStorm("late", 1),
  },
  "no anti-entropy": {
    words: "What a link has lost is never told again: a copy misses it for ever.",
    change: withoutAntiEntropy({ order: "any", conflict: "last written" }),
    breaks: "eventual",
    foundBy: byStorm("losses", 1),
  },
};

/** Mistakes that break even what the naive store promises. */
export const naiveBugs: StoreBugs = {
  "tells others first": {
    words:
      "A node sends its write to itself, too, instead of applying it: its user does not read it.",
    change: asStore(changed(naive, {
      upon: {
        write(_, { from, key, value }, io) {
          for (const peer of io.peers) io.send(peer, { type: "update", key, value });
          io.answer(from, null);
        },
      },
    })),
    breaks: forEach("read your writes"),
    foundBy: byProgram("a conflict"),
  },
};
