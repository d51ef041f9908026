/**
 * Anti-entropy as a back-up for rumours (Demers et al. 1987, section 1.5): every now and then a node compares all
 * that it can pass on with somebody, and each gives the other what it lacks. A rumour that has died out before all
 * knew it is found this way, and is hot again where it is news. Here the ids themselves are compared; for many
 * of them there are trees of hashes.
 *
 * @module
 */

import type { From, Handlers } from "../../model/protocol.ts";
import { age, hear, isOver, rumoursOf } from "./hearing.ts";
import type { GossipIo, Message, RumourId, Timer } from "./messages.ts";
import type { Gossip } from "./rules.ts";
import type { State } from "./state.ts";

/** What is said when two nodes compare. */
export type Comparing = Extract<Message, { type: "digest" | "difference" | "missing" }>;

/** It is time to compare. */
export type Backup = Extract<Timer, { type: "backup" }>;

/** The part of the protocol that finds what was missed. */
export function backup(gossip: Gossip): {
  readonly upon: Handlers<State, Comparing, From, GossipIo>;
  readonly after: Handlers<State, Backup, unknown, GossipIo>;
} {
  return {
    upon: {
      digest(s, { ids, from }, io) {
        age(s, io.now(), gossip);
        const theirs = new Set(ids);
        const lacking = [...advertised(s, io.now(), gossip)].filter((id) => !theirs.has(id));
        const rumours = rumoursOf(s, lacking, io.now(), gossip);
        const wanted = ids.filter((id) => !s.known.has(id) && !isOver(s, id, gossip));
        if (rumours.length + wanted.length === 0) return;
        io.send(from, { type: "difference", rumours, wanted });
      },
      difference(s, { rumours, wanted, from }, io) {
        hear(s, rumours, io, gossip);
        const missing = rumoursOf(s, wanted, io.now(), gossip);
        s.broken += wanted.length - missing.length;
        if (missing.length > 0) io.send(from, { type: "missing", rumours: missing });
      },
      missing: (s, { rumours }, io) => void hear(s, rumours, io, gossip),
    },
    after: {
      backup(s, _, io) {
        age(s, io.now(), gossip);
        const ids = [...advertised(s, io.now(), gossip)];
        for (const to of gossip.partners(io, 1)) io.send(to, { type: "digest", ids });
        io.wait(gossip.backupMs, { type: "backup" });
      },
    },
  };
}

/** The ids of what this node says that it can pass on. */
function* advertised(s: State, now: number, gossip: Gossip): Iterable<RumourId> {
  for (const [id, known] of s.known) {
    const { rules } = gossip;
    if (!rules.advertises(known, now - known.since, gossip)) continue;
    if (rules.compares(id, s)) yield id;
  }
}
