/** Mistakes in SM(m), and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { RoundEnds } from "../rounds/lockstep.ts";
import type { Rules } from "./rules.ts";
import { type Message, type Settings, signedMessages, type State } from "./signed_messages.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
}

/** SM(m) with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, RoundEnds> {
  return signedMessages({ ...usual, ...settings }, rules);
}

const commander = { by: "instance", instance: "the commander lies" } as const;
const accomplice = { by: "instance", instance: "the commander and a lieutenant lie" } as const;
const lieutenants = { by: "instance", instance: "two lieutenants lie" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "a round too few": {
    words:
      "There are two traitors and two rounds. The second traitor tells one lieutenant of another order in the last round, " +
      "who cannot tell the others any more.",
    change: { settings: { m: 1 } },
    breaks: "IC1",
    foundBy: accomplice,
  },
  "takes orders late": {
    words:
      "An order is taken in whatever round it comes. A traitor keeps it back until the last one: with fewer signatures than " +
      "rounds, no loyal general need have seen it.",
    change: { rules: { isInTime: () => true } },
    breaks: "IC1",
    foundBy: accomplice,
  },
  "signs twice": {
    words:
      "Signatures are counted, and not who has signed, so that a traitor signs twice in the place of somebody loyal.",
    change: { rules: { areDistinct: () => true } },
    breaks: "IC1",
    foundBy: accomplice,
  },
  "whoever signed first": {
    words:
      "It is not looked whether it was the commander who signed first, so that two traitors give orders of their own.",
    change: { rules: { isOf: ({ battle }, own) => battle === own } },
    breaks: "IC2",
    foundBy: lieutenants,
  },
  "an order of yesterday": {
    words:
      "What is signed does not say for which battle, or nobody looks, so that an order of an earlier one is good for ever.",
    change: { rules: { isOf: ({ signers }, _, commander) => signers[0] === commander } },
    breaks: "IC2",
    foundBy: lieutenants,
  },
  "passes on one order only": {
    words:
      "A lieutenant passes on the first order that he hears, and not what shows that the commander is a traitor.",
    change: { rules: { isNews: (orders) => orders.length === 1 } },
    breaks: "IC1",
    foundBy: commander,
  },
  "obeys the first": {
    words: "A lieutenant obeys the order that he has heard first, though he has heard another one.",
    change: { rules: { choice: ([first]) => first ?? "retreat" } },
    breaks: "IC1",
    foundBy: commander,
  },
  "passes it on unsigned": {
    words:
      "A lieutenant passes on an order without his signature, and nobody takes it, as it has too few.",
    change: { rules: { passedOn: (chain) => chain } },
    breaks: "IC1",
    foundBy: commander,
  },
  "waits for too short": {
    words:
      "A round ends before all messages have come. What is late has too few signatures, though nobody is a traitor.",
    change: { settings: { roundMs: 10 } },
    breaks: "IC2",
    foundBy: { by: "storm", storm: "any number of traitors", seed: 1 },
  },
};
