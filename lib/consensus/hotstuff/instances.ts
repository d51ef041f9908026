/** Small systems of which every order of events is explored. Leaders propose empty blocks, so nobody needs to ask. @module */

import type { Instance } from "../../kit/kit.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { type Block, GENESIS, genesisCertificate, idOf, shortDigest, type Vote } from "./block.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { basicInvariants, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { Anybody } from "./storms/liars.ts";

/** A small system of HotStuff. */
export type HotStuffInstance = Instance<Anybody, Message, Timer, Saved, Change>;

const REPLICAS = 4,
  TYPES = ["proposal", "vote", "certified", "newView", "fetch", "blocks"] as const;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly usual: Partial<Options>;
  /** The last view that is looked at, and the last that anybody may want. */
  readonly views: readonly [number, number];
  /** What a liar says; replica 1 is one, and so is the client beside it. Default: nobody lies. */
  readonly lies?: readonly Lie<Message>[];
  readonly nightly?: boolean;
}

function instanceOf(
  { words, states, usual, views: [views, wishes], lies, nightly = false }: Small,
): HotStuffInstance {
  return {
    words,
    states,
    nightly,
    system: (change) => {
      const protocol = protocolWith(change, {
        machine: listMachine as Options["machine"],
        replicas: REPLICAS,
        restless: true,
        ...usual,
      });
      const types = [...TYPES, "request", "reply", "ask"] as const;
      return {
        name: "hotstuff",
        protocol: withTraitors(
          protocol,
          lies === undefined ? {} : { 1: menu(types, () => lies), 4: menu(types, () => []) },
        ),
        nodes: lies === undefined ? REPLICAS : REPLICAS + 1,
        invariants: amongLoyal(usual.style === "basic" ? basicInvariants : invariants),
        boundary: ({ states }) =>
          states.every((s) =>
            s === undefined || !("role" in s) || s.role === "proxy" ||
            s.view <= views && s.wish <= Math.max(s.view, wishes)
          ),
      };
    },
  };
}

/** A first block, with a request of the liar's client in it. */
function firstBlock(command: string): Block {
  const cluster = "hotstuff", client = REPLICAS;
  const statement = { kind: "request", cluster, timestamp: 1, command, readOnly: false } as const;
  return {
    view: 1,
    height: 1,
    parent: GENESIS,
    justify: genesisCertificate(cluster, "generic"),
    batch: [{ signer: client, statement }],
  };
}

/** Leads view 1 and proposes two blocks to everybody, and votes for both. */
function twoBlocks(): readonly Lie<Message>[] {
  const blocks = ["a", "b"].map(firstBlock);
  const proposals = blocks.flatMap((block) =>
    [0, 2, 3].map((
      to,
    ): Lie<Message> => [to, { type: "proposal", block, entrance: null, stable: null }])
  );
  const votes = blocks.map((block): Lie<Message> => {
    const id = idOf(block, shortDigest);
    const statement: Vote = {
      cluster: "hotstuff",
      view: 1,
      phase: "generic",
      block: id,
      justified: 0,
    };
    return [2, { type: "vote", vote: { signer: 1, statement }, checkpoint: null }];
  });
  return [...proposals, ...votes];
}

/** The instances of chained HotStuff. */
export const instances: Readonly<Record<string, HotStuffInstance>> = {
  "two blocks in a view": instanceOf({
    words:
      "the leader of view 1 lies, proposes two blocks and votes for both; nobody wants to leave",
    states: 1603,
    usual: { tenure: 1 },
    views: [2, 0],
    lies: twoBlocks(),
  }),
  "all are loyal": instanceOf({
    words: "one leader, no view is too slow, and the first block is decided",
    states: 3842,
    usual: {},
    views: [3, 0],
  }),
};

/** The instances of basic HotStuff. */
export const basicInstances: Readonly<Record<string, HotStuffInstance>> = {
  "one view": instanceOf({
    words: "all are loyal, no view is too slow, and the first block is decided",
    states: 4562,
    usual: { style: "basic" },
    views: [1, 0],
  }),
};
