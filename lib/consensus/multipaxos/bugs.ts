/** Mistakes in Multi-Paxos that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { majorities, type Quorums, sized } from "../../replicated/quorum/system.ts";
import { compareBallots } from "../ballot.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { multiPaxos } from "./multipaxos.ts";
import type { Rules } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** Multi-Paxos with a change. */
export function protocolWith(
  { rules = {}, options = {}, protocol = {} }: Change = {},
  usual: Options,
): Protocol<State, Message, Timer, Saved> {
  const all = { ...usual, ...options, rules: { ...usual.rules, ...rules } };
  return changed(multiPaxos(all), protocol);
}

/** The quorums that decide when a change is made. */
export function quorumsOf(change: Change | undefined): Quorums {
  return change?.options?.quorums ?? majorities;
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "asks for no votes": {
    words: "A new leader does not ask what has been voted for, and proposes something else there.",
    change: { rules: { asksFrom: () => Infinity } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("storm", 1),
  },
  "asks from one slot later": {
    words: "A new leader does not ask for votes in the first slot that it has not executed.",
    change: { rules: { asksFrom: (executed) => executed + 2 } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("storm", 1),
  },
  "the lower ballot": {
    words: "Of two votes in a slot, a new leader takes the one in the lower ballot.",
    change: { rules: { better: (a, b) => compareBallots(a.ballot, b.ballot) <= 0 ? a : b } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("duels", 16),
  },
  "gaps stay open": {
    words:
      "A new leader proposes nothing in slots in which nobody has voted: what comes after is never executed.",
    change: { rules: { fillsGap: () => null } },
    breaks: "progress",
    foundBy: byStorm("duels", 182),
  },
  "any vote is decided": {
    words:
      "A server takes its vote in an earlier ballot for what the leader says is decided in a later one.",
    change: { rules: { isDecided: () => true } },
    breaks: "agreement",
    foundBy: byStorm("duels", 20),
  },
  "members at once": {
    words:
      "A configuration holds from the next slot on, while others propose in that slot who do not know of it.",
    change: { rules: { holdsFrom: (slot) => slot + 1 } },
    breaks: "agreement",
    foundBy: byStorm("members", 38),
  },
  "promises of the wrong members": {
    words:
      "A leader that has promises of the members of the next slot proposes in later ones, too, where others are members.",
    change: { rules: { promisers: (_, next) => next } },
    breaks: "agreement",
    foundBy: byStorm("members", 601),
  },
  "votes below its promise": {
    words: "An acceptor votes in a ballot below one that it has promised.",
    change: { rules: { mayVote: () => true } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("duels", 16),
  },
  "promises anything": {
    words: "An acceptor promises a ballot below one that it has promised.",
    change: { rules: { mayPromise: () => true } },
    breaks: "promises are kept",
    foundBy: byStorm("storm", 2),
  },
  "promises are not saved": {
    words: "An acceptor that crashes forgets what it has promised.",
    change: { rules: { saves: (saved) => saved.type === "promise" ? null : saved } },
    breaks: "promises are kept",
    foundBy: byStorm("storm", 2),
  },
  "votes are not saved": {
    words: "An acceptor that crashes forgets what it has voted for.",
    change: { rules: { saves: (saved) => saved.type === "votes" ? null : saved } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("storm", 1),
  },
  "quorums that do not meet": {
    words: "One server takes over and one decides, so that neither hears of the other.",
    change: { options: { quorums: sized(1, 2) } },
    breaks: "every slot is a Paxos",
    foundBy: byStorm("storm", 3),
  },
  "votes are taken for decided": {
    words: "A server that comes back takes all that it has voted for as decided.",
    change: {
      rules: {
        remembers({ log: { base, entries }, ...rest }) {
          const all = [...entries].map(([slot, entry]) =>
            [slot, { ...entry, chosen: true }] as const
          );
          return { ...rest, log: { base, entries: new Map(all) } };
        },
      },
    },
    breaks: "agreement",
    foundBy: byStorm("duels", 14),
  },
  "forgets a slot too many": {
    words: "With its snapshot, a server forgets the slot after it, in which it may have voted.",
    change: { rules: { forgets: ({ slot }) => slot + 1 } },
    breaks: "agreement",
    foundBy: byStorm("storm", 47),
  },
  "executes twice": {
    words: "A command that a client asks for again is executed again.",
    change: { rules: { admit: () => ({ type: "new" }) } },
    breaks: "linearizability",
    foundBy: byStorm("storm", 5),
  },
  "asks one server alone": {
    words:
      "A leader that has missed slots waits for whoever has told it of them, and leads for ever if that server is gone.",
    change: { rules: { waitsFor: () => true } },
    breaks: "progress",
    foundBy: byStorm("behind", 1),
  },
  "nobody is told what they missed": {
    words: "A server that has missed slots is not told what was decided in them.",
    change: { protocol: { upon: { fetch() {} } } },
    breaks: "progress",
    foundBy: byStorm("storm", 1),
  },
};
