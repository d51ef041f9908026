/** Mistakes in gossip that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { gossip } from "./gossip.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { PeerSampling } from "./partners.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** Gossip with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return changed(gossip({ ...usual, ...settings }, rules), protocol);
}

const inInstance = (instance: string) => ({ by: "instance", instance }) as const;

/** All nodes, the node itself included. */
const anyoneAndMyself: PeerSampling = (io) => [io.choose(io.peers.length)];

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "nothing backs it up": {
    words:
      "There are rumours and no anti-entropy: a rumour dies out before everybody has heard it, and whoever has " +
      "not heard it never will (the residue).",
    change: { settings: { backupMs: Infinity } },
    breaks: "progress",
    foundBy: byStorm("calm"),
  },
  "the back-up compares what is hot": {
    words:
      "Nodes compare only what they still spread: what they have lost interest in, which is what the back-up is " +
      "for, is not in it.",
    change: { rules: { compares: (id, s) => s.hot.has(id) } },
    breaks: "progress",
    foundBy: byStorm("calm"),
  },
  "hot again": {
    words:
      "A node that hears a rumour spreads it, also when it had lost interest in it before: nodes wake each other " +
      "up for ever.",
    change: { rules: { isSpread: () => true } },
    breaks: "removed stays removed",
    foundBy: inInstance("two nodes"),
  },
  "delivers whatever comes": {
    words: "A node does not look whether it knows a rumour: it delivers it each time it hears it.",
    change: { rules: { isNew: () => true, isSpread: () => false } },
    breaks: "delivered once",
    foundBy: byStorm("rain"),
  },
  "never loses interest": {
    words: "What contacts say does not count: a rumour that all know is told for ever.",
    change: { rules: { counted: () => 0 }, settings: { feedback: true } },
    breaks: "progress",
    foundBy: byStorm("calm"),
  },
  "useful contacts count": {
    words:
      "Every contact counts against a rumour, those included that needed it: interest is lost as if nobody had " +
      "said anything.",
    change: { rules: { counted: ({ count, needed, useless }) => count + needed + useless } },
    breaks: "interest is lost for a reason",
    foundBy: inInstance("feedback"),
  },
  "one useless contact counts for all": {
    words:
      "A contact that knew one of the rumours counts against all that are hot: new rumours die with old ones.",
    change: {
      protocol: {
        upon: {
          feedback(s, { opinions }) {
            for (const { id, needed } of opinions) {
              const known = s.known.get(id);
              if (known === undefined || needed) continue;
              known.useless++;
              for (const hot of s.hot.values()) hot.useless++;
            }
          },
        },
      },
    },
    breaks: "interest is lost for a reason",
    foundBy: byStorm("many rumours"),
  },
  "loses interest before it tells": {
    words:
      "A node tosses its coin before it calls somebody, and not after: a rumour may die with the one who " +
      "was the first to tell it.",
    change: { rules: { tellsFirst: false } },
    breaks: "interest is lost for a reason",
    foundBy: inInstance("two nodes"),
  },
  "calls itself": {
    words:
      "A node draws its partner from all nodes, itself included: it learns from itself that the rumour is known, " +
      "or tells nobody else.",
    change: { settings: { partners: anyoneAndMyself } },
    breaks: "everybody hears",
    foundBy: inInstance("two nodes"),
  },
  "forgets before a rumour is dead": {
    words:
      "What was heard is remembered for less time than a rumour lives (js-libp2p-gossipsub 161): whoever still " +
      "passes it on brings it back as news.",
    change: {
      rules: { remembers: (ageMs, { lifeMs }) => ageMs < lifeMs / 4, isOver: () => false },
    },
    breaks: "delivered once",
    foundBy: byStorm("short lives"),
  },
  "age is not passed on": {
    words:
      "A rumour is as old as its last hop: it lives for longer than anybody remembers, and goes round again.",
    change: { rules: { agePassedOn: () => 0, isOver: () => false } },
    breaks: "delivered once",
    foundBy: byStorm("a long way round"),
  },
  "a sleeper brings it back": {
    words:
      "A node sleeps for longer than a rumour is remembered, and then hears and spreads what has waited for it: to " +
      "others that is news again (libp2p/go-libp2p-pubsub 524).",
    change: { rules: { isOver: () => false } },
    breaks: "delivered once",
    foundBy: byStorm("a long sleep"),
  },
  "advertises what it no longer has": {
    words:
      "A node advertises all that it remembers, and has dropped what some of that says: whoever asks for it waits " +
      "in vain, and takes the node for a liar (lodestar 4330).",
    // Whoever has heard it once does not ask for it, unless that is forgotten.
    change: { rules: { advertises: () => true, isOver: () => false } },
    breaks: "advertises what it has",
    foundBy: byStorm("short lives"),
  },
  "forgets in a crash": {
    words:
      "What a node has heard is not there when it comes back and is spoken to (serf 465): it delivers again.",
    change: { rules: { restored: () => [] } },
    breaks: "delivered once",
    foundBy: byStorm("restarts"),
  },
  "gives an id again": {
    words:
      "A node that comes back counts its rumours from the first: those that know an old one by that id never " +
      "hear the new one.",
    change: { rules: { sequence: () => 0 } },
    breaks: "progress",
    foundBy: byStorm("restarts"),
  },
};
