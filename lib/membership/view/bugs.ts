/** Mistakes in virtual synchrony that people make, and what comes of each. @module */

import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { sized } from "../../replicated/quorum/system.ts";
import { unionOf } from "./channel.ts";
import { type Diary, diary } from "./diary.ts";
import { inViews } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { nodesOf } from "./view.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
}

/** A group whose members keep diaries of their last two views, with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State<Diary, string>, Message<string>, Timer, Saved<string>> {
  return inViews(diary(2), { ...usual, ...settings }, rules);
}

const inInstance = (instance: string) => ({ by: "instance", instance }) as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "delivers after the flush began": {
    words:
      "A member delivers what arrives after it has told what it has: it goes to the next view with a message " +
      "that the others do not have.",
    change: { rules: { mayDeliver: () => true } },
    breaks: "virtual synchrony",
    foundBy: inInstance("a suspicion"),
  },
  "sends after the flush began": {
    words:
      "A member multicasts, and delivers to itself, after it has told what it has; the others may be in the next view.",
    change: { rules: { maySend: () => true } },
    breaks: "virtual synchrony",
    foundBy: inInstance("a suspicion"),
  },
  "installs without a flush": {
    words:
      "Whoever ends a view asks nobody what they have, and goes on with all that it does not suspect.",
    change: {
      rules: {
        enough: () => true,
        waitsFor: () => [],
        goesOn: (_, __, suspected) => !suspected,
      },
    },
    breaks: "virtual synchrony",
    foundBy: inInstance("a suspicion"),
  },
  "a crashed member's messages are dropped": {
    words:
      "The messages of who does not go on are left out of the cut, though some who do go on have delivered them.",
    change: {
      rules: {
        cut: (replies) =>
          unionOf([...replies.values()].map(({ unstable }) => unstable))
            .filter(({ from }) => replies.has(from)),
      },
    },
    breaks: "virtual synchrony",
    foundBy: inInstance("a suspicion"),
  },
  "only what all have told": {
    words: "The cut is what all have told, and not what any has told.",
    change: {
      rules: {
        cut: (replies) => {
          const all = [...replies.values()].map(({ unstable }) => unstable);
          return unionOf(all).filter(({ from }) =>
            all.every((runs) => runs.some((run) => run.from === from))
          );
        },
      },
    },
    breaks: "virtual synchrony",
    foundBy: inInstance("a suspicion"),
  },
  "an old message in the new view": {
    words:
      "A message of the last view is delivered in the next one, to those whom it reaches late.",
    change: { rules: { belongs: (view, own) => view <= own } },
    breaks: "sending view delivery",
    foundBy: inInstance("a suspicion"),
  },
  "the newcomer's state is from before the flush": {
    words:
      "What a newcomer is told was taken down before the last messages of the view were delivered, and it never " +
      "gets those.",
    change: { rules: { snapshotAt: "before the cut" } },
    breaks: "state transfer",
    foundBy: inInstance("a newcomer"),
  },
  "whoever ends the view decides": {
    words:
      "There is no consensus: two who end a view, because each suspects the other, make two views of one number.",
    change: { rules: { agrees: false } },
    breaks: "agreement on views",
    foundBy: byStorm("partitions", 3),
  },
  "anybody may go on": {
    words:
      "Whoever is left goes on, however few they are, and decides alone: the two halves of a network are two groups.",
    change: {
      rules: {
        agrees: false,
        enough: () => true,
        waitsFor: (view, suspects) => nodesOf(view).filter((node) => !suspects.has(node)),
      },
    },
    breaks: "primary partition",
    foundBy: inInstance("a suspicion"),
  },
  "half is enough": {
    words:
      "Half of the members are a quorum, whether the oldest is among them or not: both halves go on.",
    change: {
      rules: { quorums: (members) => sized(members.length >> 1, members.length >> 1)(members) },
    },
    breaks: "primary partition",
    foundBy: byStorm("partitions", 3),
  },
  "a majority of all that ever were": {
    words:
      "A quorum is a majority of all nodes and not of the last view: when half of them have left or not come yet, " +
      "nobody can go on.",
    change: {
      rules: {
        quorums: (members, peers) =>
          sized((peers.length >> 1) + 1, (peers.length >> 1) + 1)(members),
      },
    },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
  "nothing is ever stable": {
    words: "A member keeps all messages of its view for ever, as nobody counts who has them.",
    change: { rules: { stable: () => 0 } },
    breaks: "progress",
    foundBy: byStorm("calm", 1),
  },
  "stable as soon as one has it": {
    words: "A message is taken for stable, and forgotten, as soon as one other member has it.",
    change: { rules: { stable: (counts) => Math.max(...counts) } },
    breaks: "stability",
    foundBy: inInstance("acknowledged"),
  },
  "an acknowledgement of the last view counts": {
    words:
      "What members had got in the last view is taken for what they have in this one: messages are forgotten that " +
      "nobody has.",
    change: { rules: { forgetsAcks: false } },
    breaks: "stability",
    foundBy: byStorm("calm", 1),
  },
  "never gives up on a crashed coordinator": {
    words: "It is always the oldest member that ends the view; when it has crashed, nobody does.",
    change: { rules: { coordinator: (view) => nodesOf(view)[0] } },
    breaks: "progress",
    foundBy: byStorm("crashes", 7),
  },
  "nobody tells who was left out": {
    words:
      "Who has not heard that its view has ended goes on in it alone, and waits for answers that do not come.",
    change: { rules: { tellsLaggards: false } },
    breaks: "progress",
    foundBy: byStorm("crashes", 5),
  },
  "an end that was begun is forgotten": {
    words:
      "Who began to end the view crashes and comes back without knowing, while all others wait for the next view; the " +
      "coordinator has heard nothing of it, and has no reason to end the view.",
    change: { rules: { noticesClosed: false } },
    breaks: "progress",
    foundBy: byStorm("storm", 187),
  },
  "comes back as who it was": {
    words:
      "A founder that comes back without its memory takes itself for a member of the first view: it numbers its " +
      "messages from 1 again, and hears nothing of what was.",
    change: { rules: { beginsAnew: false } },
    breaks: "local monotony",
    foundBy: byStorm("crashes", 4),
  },
  "forgets that it has told": {
    words:
      "A member that comes back does not know that it had told what it has, and delivers more in the view that ends.",
    change: { rules: { savesClosing: false } },
    breaks: "virtual synchrony",
    foundBy: byStorm("storm", 4),
  },
};
