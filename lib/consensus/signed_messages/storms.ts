/** What SM(m) is tried in. @module */

import { settings } from "../generals/settings.ts";
import { stormOf, type Trouble } from "../generals/storms.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { sign } from "../../security/identity/signed.ts";
import { type Chain, readChain } from "./chain.ts";
import { inRounds, type Signatory } from "./signed_messages.ts";

const usual: Omit<Trouble<Signatory, Chain, Change>, "words" | "nodes"> = {
  leastNodes: 3,
  // One loyal general has nobody to agree with.
  traitors: (nodes) => nodes - 2,
  protocol: (m, change) => protocolWith(change, { m }),
  inRounds: (m) => inRounds({ m }),
  // What others have signed can be kept back, and what he has signed alone can be another order.
  lie(chain, at) {
    const { battle, signers } = readChain(chain)!;
    const order = settings.orders[at.choose(settings.orders.length)]!;
    if (signers.length === 1) return sign(at, { battle, order });
    return at.choose(2) === 0 ? undefined : chain;
  },
};

/** The storms. */
export const storms = {
  "any number of traitors": stormOf({
    ...usual,
    words: "up to two of four are traitors, and sign for each other",
    nodes: 4,
  }),
  "most are traitors": stormOf({
    ...usual,
    words: "three of five are traitors, and sign for each other",
    nodes: 5,
    drawsCount: false,
  }),
};
