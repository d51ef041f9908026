/** Small armies with signatures. @module */

import type { NodeId } from "../../model/protocol.ts";
import { sign } from "../../security/identity/signed.ts";
import type { Order } from "../generals/general.ts";
import { eachToEach, instanceOf, type Small } from "../generals/instances.ts";
import { lieutenantsOf } from "../generals/settings.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Chain } from "./chain.ts";
import type { Signatory } from "./signed_messages.ts";

/** The battle that is fought, and the one before. */
const TODAY = 1, YESTERDAY = 0;

/** An order, signed by one after the other. */
function signed(order: Order, signers: readonly NodeId[], battle = TODAY): Chain {
  const [first, ...others] = signers;
  return others.reduce<Chain>(
    (chain, self) => sign({ self }, chain),
    sign({ self: first! }, { battle, order }),
  );
}

interface Traitorous extends Pick<Small<Signatory, Chain, Change>, "words" | "states" | "lies"> {
  readonly nodes: number;
  readonly m: number;
  /** What a loyal commander had told lieutenant 3 in the battle before; default: nothing. */
  readonly before?: Chain;
}

function small({ nodes, m, before, ...rest }: Traitorous) {
  return instanceOf<Signatory, Chain, Change>({
    ...rest,
    nodes: () => nodes,
    protocol: (change) => {
      const protocol = protocolWith(change, { m, ends: "by counting" });
      return before === undefined ? protocol : withMemory(protocol, before);
    },
  });
}

/** A battle in which lieutenant 3 still has what he was told before the first round of it. */
function withMemory(
  protocol: ReturnType<typeof protocolWith>,
  before: Chain,
): ReturnType<typeof protocolWith> {
  return {
    ...protocol,
    start(io, journal) {
      if (io.self === 0) io.send(3, { type: "say", round: 0, parts: [before] });
      return protocol.start(io, journal);
    },
  };
}

/** What a commander may tell each: an order, the other, both, or nothing. */
const commander = (nodes: number) => {
  const attack = signed("attack", [0]), retreat = signed("retreat", [0]);
  const bundles = [[attack], [retreat], [attack, retreat], []];
  return eachToEach(1, lieutenantsOf(0, nodes), bundles);
};

/** The instances; the first is the one that most mistakes show in. */
export const instances = {
  "the commander lies": small({
    words: "three generals, of whom the commander signs either order, both, or none for each",
    states: 81,
    nodes: 3,
    m: 1,
    lies: { 0: commander },
  }),
  "a lieutenant lies": small({
    words: "three generals, of whom lieutenant 1 passes on what the commander has signed, or not",
    states: 32,
    nodes: 3,
    m: 1,
    lies: {
      1: () => eachToEach(2, [2], [[], [signed("attack", [0, 1])], [signed("retreat", [0, 1])]]),
    },
  }),
  "the commander and a lieutenant lie": small({
    words:
      "four generals, of whom the commander signs orders for each, and lieutenant 3 passes them on late, or signs twice",
    states: 20_525,
    nodes: 4,
    m: 2,
    lies: {
      0: () => eachToEach(1, [1, 2], [[signed("attack", [0])], []]),
      3: () => [
        ...eachToEach(2, [1, 2], [[signed("retreat", [0, 3])], []]),
        ...eachToEach(3, [1, 2], [
          [signed("retreat", [0])],
          [signed("retreat", [0, 3])],
          [signed("retreat", [0, 3, 3])],
          [],
        ]),
      ],
    },
  }),
  "two lieutenants lie": small({
    words:
      "four generals, of whom lieutenants 2 and 3 sign orders of their own, and show one of yesterday",
    states: 2_240,
    nodes: 4,
    m: 2,
    before: signed("retreat", [0], YESTERDAY),
    lies: {
      2: () => [...eachToEach(2, [1, 3], [[]]), ...eachToEach(3, [1, 3], [[]])],
      3: () => [
        ...eachToEach(2, [1, 2], [[signed("retreat", [2, 3])], []]),
        ...eachToEach(2, [1], [[signed("retreat", [0, 3], YESTERDAY)]]),
        ...eachToEach(3, [1, 2], [[]]),
      ],
    },
  }),
};
