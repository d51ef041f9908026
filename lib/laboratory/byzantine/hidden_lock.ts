/**
 * The hidden lock (Yin et al. 2019, section 4.4; Malkhi and Nayak 2023, section 1): a leader that shows its certificates
 * to one replica alone, and what becomes of a client in each variant of basic HotStuff.
 *
 * @module
 */

import { HIDERS_ORDER, hidingLeader, VICTIM } from "../../consensus/hotstuff/adversaries/hiding.ts";
import { hotStuff } from "../../consensus/hotstuff/hotstuff.ts";
import { rulesOf, type Variant } from "../../consensus/hotstuff/rules.ts";
import type { Options } from "../../consensus/hotstuff/settings.ts";
import type { Replica } from "../../consensus/hotstuff/state.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertOneOf, assertSpans } from "../asked.ts";

/** What came of it. */
export interface Hidden {
  /** How many of the client's ten requests were answered. */
  readonly answered: number;
  /** Through how many views they went. */
  readonly views: number;
}

/** How many requests the client makes, one after the other. */
const REQUESTS = 10;
/** How many replicas there are: the liar, two others, and the one that knows too much. */
const REPLICAS = 4;
/** How long the messages of that one take, in ms, and those of all others. */
const LATE_MS = 30, SOON_MS = 5;

/**
 * Four replicas, of which the first lies. In the naive variant a leader listens until it proposes, and no longer; the others do, too.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hiddenLock } from "hb/laboratory/byzantine/hidden_lock.ts";
 *
 * assertEquals(hiddenLock("three-chain", 20_000).answered, 10);
 * assertEquals(hiddenLock("two-chain-naive", 20_000).answered, 2);
 * ```
 */
export function hiddenLock(variant: Variant, forMs: number): Hidden {
  assertOneOf("hide a lock", "variant", variant, Object.keys(rulesOf));
  assertSpans("hide a lock", { forMs });
  const protocol = hotStuff({
    machine: listMachine as Options["machine"],
    replicas: REPLICAS,
    style: "basic",
    variant,
    order: HIDERS_ORDER,
    tenure: 1,
    rules: { listens: (isInTime) => isInTime },
  });
  const others = Array.from({ length: REPLICAS + 1 }, (_, node) => node).filter((node) =>
    node !== 0
  );
  const world = new World({
    protocol: withTraitors(protocol, { 0: hidingLeader(protocol, others) }),
    nodes: REPLICAS + 1,
    seed: 1,
    trace: "none",
    strict: false,
    network: {
      latency: constant(SOON_MS),
      links: [0, 1, 2].map((to) => ({ from: VICTIM, to, latency: constant(LATE_MS) })),
    },
    clients: {
      workload: [Array.from({ length: REQUESTS }, (_, i) => ({ input: i }))],
      ask: (command) => ({ type: "ask" as const, command }),
      link: "local",
      to: () => REPLICAS,
    },
  });
  world.run(forMs);
  return {
    answered: world.history.filter(({ outcome }) => outcome === "ok").length,
    views: (world.states[1] as Replica).view,
  };
}
