/** What OM(m) is tried in. @module */

import { faults } from "../byzantine_quorum.ts";
import { stormOf, type Trouble } from "../generals/storms.ts";
import { settings } from "../generals/settings.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Relay } from "./messages.ts";
import { inRounds, type Tree } from "./oral_messages.ts";

const usual: Omit<Trouble<Tree, Relay, Change>, "words" | "nodes"> = {
  leastNodes: 4,
  traitors: faults,
  protocol: (m, change) => protocolWith(change, { m }),
  inRounds: (m) => inRounds({ m }),
  lie: ({ path }, at) => ({ path, order: settings.orders[at.choose(settings.orders.length)]! }),
};

/** The storms. */
export const storms = {
  "one traitor": stormOf({ ...usual, words: "one of four is a traitor, or none", nodes: 4 }),
  "two traitors": stormOf({
    ...usual,
    words: "two of seven are traitors, and know each other",
    nodes: 7,
    leastNodes: 7,
    drawsCount: false,
  }),
};
