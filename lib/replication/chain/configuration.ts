/**
 * Chains, as masters decide them: which servers belong to one, in which order, and who is about to join.
 *
 * The paper's master "informs" servers of the changes (van Renesse and Schneider, OSDI 2004, section 3). Here each chain
 * has a number, its epoch. A server that joins is first written down beside the chain, as one that receives and
 * does not serve, and becomes its tail when it has everything: so a server that lacks something can never be what is
 * left of a chain.
 *
 * @module
 */

import { assertKinds, listOf, whole, wholeFrom } from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Governor } from "../master/governor.ts";

/** A chain. */
export interface Configuration {
  /** Counts the chains, from 1. */
  epoch: number;
  /** Its servers from the head to the tail. Not empty. */
  chain: NodeId[];
  /** Who receives all that the tail does, and is not in the chain yet; null when nobody joins. */
  joining: NodeId | null;
  /** Who became the tail last, and in which epoch, while it is in the chain: it may still lack something. */
  fresh: { readonly server: NodeId; readonly epoch: number } | null;
}

/** A change of the chain that has this epoch; of any other it changes nothing. */
export interface ChainChange {
  /** The server fails and leaves; begins to join; or has all and becomes the tail. */
  readonly type: "remove" | "join" | "extend";
  /** The epoch of the chain that is meant. */
  readonly epoch: number;
  /** Whom it is about. */
  readonly server: NodeId;
}

/** What a server reports of itself. */
export interface ChainReport {
  /** It has everything that its chain had when it came into it. */
  readonly whole: boolean;
}

/** What a master's decisions rest on. */
export interface ChainRules {
  /** Whether a server joins beside the chain before it is its tail. */
  readonly joinsAside: boolean;
  /** Whether a joining server that has said so may become the tail: what it says is of the chain that it had then. */
  readonly mayExtend: (said: ChainReport, saidIn: number, epoch: number) => boolean;
  /**
   * Whether a chain may lose a server, given how many of it are left, how many of these are heard, and whether the first
   * of them is known to have everything.
   */
  readonly mayShrink: (left: number, heard: number, isWhole: boolean) => boolean;
}

/** As it should be. A chain of which nobody is heard stays as it is: whoever comes back first may lack something. */
export const chainRules: ChainRules = {
  joinsAside: true,
  mayExtend: ({ whole }, saidIn, epoch) => whole && saidIn === epoch,
  mayShrink: (left, heard, isWhole) => left > 0 && heard > 0 && isWhole,
};

/**
 * Chains that begin as `first`, and grow up to `wanted` servers, by default as many, while there are any. Throws `RangeError`
 * where they cannot be.
 */
export function chains(
  first: readonly NodeId[],
  most?: number,
  rules: ChainRules = chainRules,
): Governor<Configuration, ChainChange> {
  assertChain("govern chains", first);
  const wanted = most ?? first.length;
  assertKinds("govern chains", { wanted }, { wanted: wholeFrom(1) });
  return {
    machine: {
      init: () => ({ epoch: 1, chain: [...first], joining: null, fresh: null }),
      apply(configuration, { type, epoch, server }) {
        if (epoch !== configuration.epoch) return null;
        configuration.epoch++;
        configuration.chain = configuration.chain.filter((each) => each !== server);
        if (configuration.joining === server) configuration.joining = null;
        if (configuration.fresh?.server === server) configuration.fresh = null;
        if (type === "extend" || (type === "join" && !rules.joinsAside)) {
          configuration.chain.push(server);
          configuration.fresh = { server, epoch: epoch + 1 };
        } else if (type === "join") configuration.joining = server;
        return null;
      },
    },
    decide({ epoch, chain, joining, fresh }, { silent, reports }) {
      const change = (type: ChainChange["type"], server: NodeId) => ({ type, epoch, server });
      const failed = chain.find((each) => silent.has(each));
      if (failed !== undefined) {
        const left = chain.filter((each) => each !== failed);
        const said = fresh !== null && fresh.server === left[0] ? reports.get(left[0]) : undefined;
        const isWhole = fresh?.server !== left[0] ||
          (said !== undefined && said.epoch >= fresh!.epoch && (said.report as ChainReport).whole);
        const heard = left.filter((each) => !silent.has(each)).length;
        if (rules.mayShrink(left.length, heard, isWhole)) return change("remove", failed);
      }
      if (joining !== null) {
        if (silent.has(joining)) return change("remove", joining);
        const said = reports.get(joining);
        const mayExtend = said !== undefined &&
          rules.mayExtend(said.report as ChainReport, said.epoch, epoch);
        return mayExtend ? change("extend", joining) : undefined;
      }
      const spare = [...reports.keys()].filter((each) => !chain.includes(each)).sort((a, b) =>
        a - b
      );
      return chain.length < wanted && spare.length > 0 ? change("join", spare[0]!) : undefined;
    },
  };
}

/** Throws `RangeError` unless these servers can be a chain, each of them a node from `least` on. */
export function assertChain(doing: string, chain: readonly NodeId[], least = 0): void {
  assertKinds(doing, { chain }, { chain: listOf(whole) });
  const isServer = (node: NodeId) => node >= least;
  if (chain.length > 0 && chain.every(isServer) && new Set(chain).size === chain.length) return;
  const given = chain.join(", ") || "none";
  const none = least === 0 ? "" : " and none of them a master";
  throw new RangeError(
    `Cannot ${doing} because the chain must have one server or more, each once${none}: given ${given}`,
  );
}

/** Where a server stands. */
export interface Place {
  /** It belongs to the chain. */
  readonly isMember: boolean;
  /** Requests to change something come to it. */
  readonly isHead: boolean;
  /** What it has is decided. */
  readonly isTail: boolean;
  /** It receives what the tail does. */
  readonly joins: boolean;
  /** From whom it receives; null for the head and who is no part of this. */
  readonly predecessor: NodeId | null;
  /** To whom it sends on; for the tail, who joins. */
  readonly successor: NodeId | null;
}

/** Where a server stands in a chain. */
export function placeIn({ chain, joining }: Readonly<Configuration>, self: NodeId): Place {
  const at = chain.indexOf(self), isMember = at >= 0, joins = joining === self;
  const isTail = isMember && at === chain.length - 1;
  return {
    isMember,
    isHead: at === 0,
    isTail,
    joins,
    predecessor: joins ? chain.at(-1)! : at > 0 ? chain[at - 1]! : null,
    successor: isTail ? joining : isMember ? chain[at + 1]! : null,
  };
}
