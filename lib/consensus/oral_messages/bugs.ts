/** Mistakes in OM(m), and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import { type Order, RETREAT } from "../generals/general.ts";
import type { Settings } from "../generals/settings.ts";
import { type Message, oralMessages, type State } from "./oral_messages.ts";
import { majority, type Rules } from "./rules.ts";
import type { RoundEnds } from "../rounds/lockstep.ts";
import type { Protocol } from "../../model/protocol.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Fewer generals, in small armies. */
  readonly nodes?: number;
}

/** OM(m) with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, RoundEnds> {
  return oralMessages({ ...usual, ...settings }, rules);
}

const commander = { by: "instance", instance: "the commander lies" } as const;
const lieutenant = { by: "instance", instance: "a lieutenant lies" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "three generals": {
    words:
      "There are three generals, and one of them is a traitor: a lieutenant who hears one thing from the commander " +
      "and another about him from his comrade cannot tell which of the two lies.",
    change: { nodes: 3 },
    breaks: "IC2",
    foundBy: lieutenant,
  },
  "no second round": {
    words:
      "Lieutenants obey what they are told and do not ask each other, so a commander who lies divides them.",
    change: { settings: { m: 0 } },
    breaks: "IC1",
    foundBy: commander,
  },
  "a round too few": {
    words: "There are two traitors among seven, and the orders are passed on as if there were one.",
    change: { settings: { m: 1 } },
    breaks: "IC1",
    foundBy: { by: "storm", storm: "two traitors", seed: 61 },
  },
  "trusts the commander": {
    words: "A lieutenant asks the others, and goes by what the commander told him all the same.",
    change: { rules: { combine: ([own]) => own! } },
    breaks: "IC1",
    foundBy: commander,
  },
  "counts himself twice": {
    words:
      "A lieutenant's own order counts twice, as heard and as passed on, so that not all count the same votes.",
    change: { rules: { votes: (own, others) => [own, own, ...others] } },
    breaks: "IC1",
    foundBy: commander,
  },
  "does not count himself": {
    words:
      "A lieutenant counts what the others say they were told and leaves out what he was told himself.",
    change: { rules: { votes: (_, others) => others } },
    breaks: "IC2",
    foundBy: lieutenant,
  },
  "his own order in a tie": {
    words:
      "Where the votes are even, a lieutenant does as he was told; the others were told something else.",
    change: { rules: { combine: (orders) => majority(orders) ?? orders[0]! } },
    breaks: "IC1",
    foundBy: { by: "instance", instance: "the commander of five lies" },
  },
  "anybody speaks for anybody": {
    words:
      "A lieutenant does not look who tells him what another is said to have been told, and a liar speaks for all.",
    change: {
      rules: {
        toldAlong: (path, told) =>
          [...told.values()].flat().find((relay) => relay.path.join() === path.join())?.order,
      },
    },
    breaks: "IC2",
    foundBy: lieutenant,
  },
  "one count of everything": {
    words:
      "All that was told along all paths is counted at once, instead of majorities of majorities: those who speak in " +
      "many paths have many votes.",
    change: { rules: flat() },
    breaks: "IC1",
    foundBy: { by: "storm", storm: "two traitors", seed: 14 },
  },
  "waits for too short": {
    words:
      "A round ends before all messages have come, and what is late counts as silence, though nobody is a traitor.",
    change: { settings: { roundMs: 30 } },
    breaks: "IC2",
    foundBy: { by: "storm", storm: "one traitor", seed: 4 },
  },
};

/** Votes are handed up as one text, and counted at the end only. */
function flat(): Partial<Rules> {
  return {
    votes: (own, others) => [own, ...others.flatMap((other) => other.split("|"))],
    combine: (orders: readonly Order[]) =>
      orders.length > 5 ? majority(orders) ?? RETREAT : orders.join("|"),
  };
}
