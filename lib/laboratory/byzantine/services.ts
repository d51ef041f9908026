/**
 * Replicated services among liars, behind one face: what experiments and suites ask of each of them.
 *
 * @module
 */

import { hotStuff } from "../../consensus/hotstuff/hotstuff.ts";
import { loyalLabels as hotStuffLabels } from "../../consensus/hotstuff/labels.ts";
import type { Options as HotStuffOptions } from "../../consensus/hotstuff/settings.ts";
import { labels as pbftLabels } from "../../consensus/pbft/labels.ts";
import { pbft } from "../../consensus/pbft/pbft.ts";
import type { Options as PbftOptions } from "../../consensus/pbft/settings.ts";
import type { Labels } from "../../model/labels.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { assertOneOf, assertWhole } from "../asked.ts";

/** PBFT; HotStuff in its three forms. */
export type Way = "pbft" | "hotstuff-basic" | "hotstuff" | "hotstuff-2";

/** All of them. */
export const WAYS: readonly Way[] = ["pbft", "hotstuff-basic", "hotstuff", "hotstuff-2"];

/** What they are called in tables. */
export const names: Readonly<Record<Way, string>> = {
  "pbft": "PBFT",
  "hotstuff-basic": "basic HotStuff",
  "hotstuff": "chained HotStuff",
  "hotstuff-2": "HotStuff-2, chained",
};

/** A protocol of which nothing more is known. */
export type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

/** A service. */
export interface Service {
  /** What each node runs: the first `replicas` are replicas, all others proxies of clients. */
  readonly protocol: AnyProtocol;
  /** What a client tells its proxy. */
  readonly ask: (command: unknown) => Tagged;
  /** How it is told. */
  readonly labels: Labels;
  /** The commands that a replica has executed, in their order. */
  readonly executed: (state: unknown) => readonly unknown[];
}

/** What may be chosen for all of them. Times are in ms. */
export interface Chosen {
  /** How many requests a batch, or block, has at most; default 64. */
  readonly maxBatch?: number;
  /** How long nothing may come about until the leader is blamed for the first time; default 300. */
  readonly patienceMs?: number;
  /** What only PBFT has. */
  readonly pbft?: Partial<PbftOptions>;
  /** What only HotStuff has. */
  readonly hotstuff?: Partial<HotStuffOptions>;
}

/** A service of so many replicas, which keeps a list of all that it was asked for. */
export function serviceOf(way: Way, replicas: number, chosen: Chosen = {}): Service {
  assertOneOf("run a service among liars", "way", way, WAYS);
  assertWhole("run a service among liars", { replicas }, 4, 100);
  const { maxBatch = 64, patienceMs = 300 } = chosen;
  if (way === "pbft") {
    return {
      protocol: pbft({
        machine: listMachine as PbftOptions["machine"],
        replicas,
        maxBatch,
        viewTimeoutMs: patienceMs,
        retryMs: patienceMs / 2,
        ...chosen.pbft,
      }) as unknown as AnyProtocol,
      ask: (command) => ({ type: "ask", command }) as Tagged,
      labels: pbftLabels as Labels,
      executed: machineOf,
    };
  }
  return {
    protocol: hotStuff({
      machine: listMachine as HotStuffOptions["machine"],
      replicas,
      maxBatch,
      viewMs: patienceMs,
      settleMs: patienceMs / 4,
      style: way === "hotstuff-basic" ? "basic" : "chained",
      variant: way === "hotstuff-2" ? "hotstuff-2" : "three-chain",
      ...chosen.hotstuff,
    }) as unknown as AnyProtocol,
    ask: (command) => ({ type: "ask", command }) as Tagged,
    labels: hotStuffLabels as Labels,
    executed: machineOf,
  };
}

function machineOf(state: unknown): readonly unknown[] {
  return (state as { readonly machine?: readonly unknown[] } | undefined)?.machine ?? [];
}
