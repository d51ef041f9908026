/**
 * When something is done at all: which replicas may be down while leaders take turns, and what becomes of a request where
 * nobody knows how long messages take.
 *
 * @module
 */

import { fallsSilent } from "../../consensus/pbft/adversaries/primaries.ts";
import type { NodeId } from "../../model/protocol.ts";
import { assertSpans, assertWhole } from "../asked.ts";
import { serviceRun } from "./service_run.ts";

/** What a client asks of a cluster some of whose leaders are down. */
const ASKED = [{ input: "a" }, { input: "b" }, { input: "c" }];

/** Replicas of chained HotStuff that are down. */
export interface Down {
  /** How many replicas there are. */
  readonly replicas: number;
  /** Which of them crash at the beginning, for ever. */
  readonly down: readonly NodeId[];
  /** How many views in a row each leader has; default 1. */
  readonly tenure?: number;
}

/**
 * How many of three requests are answered in five minutes, where messages take 5 ms and the first view lasts 100.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { answeredBeside } from "hb/laboratory/byzantine/liveness.ts";
 *
 * assertEquals(answeredBeside({ replicas: 7, down: [0, 1] }), 3);
 * assertEquals(answeredBeside({ replicas: 7, down: [0, 3] }), 0);
 * ```
 */
export function answeredBeside({ replicas, down, tenure = 1 }: Down): number {
  assertWhole("have leaders be down", { tenure }, 1, 100);
  for (const node of down) assertWhole("have leaders be down", { node }, 0, replicas - 1);
  const { history } = serviceRun({
    way: "hotstuff",
    replicas,
    asks: [ASKED],
    forMs: 300_000,
    messageMs: 5,
    traced: false,
    faults: down.map((node) => ({ kind: "crash", at: 1, node })),
    chosen: { patienceMs: 100, hotstuff: { tenure } },
  });
  return history.filter(({ outcome }) => outcome === "ok").length;
}

/** How a request fares in PBFT beside a primary that is silent. */
export interface Fares {
  /** After how many ms it is answered; undefined: not in a minute. */
  readonly answeredMs: number | undefined;
  /** The view in which a loyal replica is in the end. */
  readonly view: number;
}

/** How long the first view of PBFT lasts here, in ms. */
export const FIRST_VIEW_MS = 40;

/**
 * One request to four replicas of PBFT, of which the first primary is silent. A message takes `messageMs`, which no replica
 * knows; with `doubles`, each view that did nothing is followed by one that gets twice the time.
 */
export function requestAmong(messageMs: number, { doubles }: { readonly doubles: boolean }): Fares {
  assertSpans("ask where messages are slow", { messageMs }, 1);
  const { history, states } = serviceRun({
    way: "pbft",
    asks: [[{ input: "tea" }]],
    forMs: 60_000,
    messageMs,
    traced: false,
    traitors: (honest) => ({ 0: fallsSilent(honest as never, 0) as never }),
    chosen: {
      patienceMs: FIRST_VIEW_MS,
      pbft: {
        retryMs: 200,
        rules: doubles ? {} : { patience: () => FIRST_VIEW_MS },
      },
    },
  });
  const [first] = history;
  return {
    answeredMs: first?.outcome === "ok" ? first.endedAt - first.invokedAt : undefined,
    view: (states[1] as { readonly view: number }).view,
  };
}
