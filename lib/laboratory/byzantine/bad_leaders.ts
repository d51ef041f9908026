/**
 * Leaders that do harm without being caught at a lie: slow on purpose (Clement, Wong, Alvisi, Dahlin and Marchetti 2009, *Making
 * Byzantine fault tolerant systems tolerate Byzantine faults*, sections 1 and 3), or silent one after the other.
 *
 * @module
 */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import type { Script } from "../../security/adversary/deceit.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { faults } from "../../consensus/byzantine_quorum.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertOneOf, assertSpans, assertWhole } from "../asked.ts";
import { type AnyProtocol, serviceOf, type Way, WAYS } from "./services.ts";

/** How long a message takes, in ms. */
const MESSAGE_MS = 5;
/** How long a run lasts, in ms. */
const RUN_MS = 3000;
/** How many clients ask, each again as soon as it is answered. */
const CLIENTS = 4;

/** How replicas blame their leader. Times are in ms. */
export interface Patience {
  /** How long a request may wait; default 300. */
  readonly patienceMs?: number;
}

/** What came of a slow leader. */
export interface Slowed {
  /** Requests answered in a second. */
  readonly perSecond: number;
  /** The view in which it ended, at a loyal replica. */
  readonly view: number;
}

/**
 * Replica 0, which leads first, proposes nothing before so many ms have passed. It lies in nothing else.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { slowLeader } from "hb/laboratory/byzantine/bad_leaders.ts";
 *
 * const [honest, slow] = [0, 200].map((ms) => slowLeader("pbft", ms));
 * assert(slow!.view === 0 && slow!.perSecond < honest!.perSecond / 5);
 * ```
 */
export function slowLeader(way: Way, byMs: number, { patienceMs = 300 }: Patience = {}): Slowed {
  assertOneOf("slow a leader down", "way", way, WAYS);
  assertSpans("slow a leader down", { byMs, patienceMs });
  const type = way === "pbft" ? "prePrepare" : "proposal";
  const { world } = run(way, 4, patienceMs, [0], [{ kind: "delay", of: { type }, byMs }]);
  world.run(RUN_MS);
  return {
    perSecond: answered(world) / (RUN_MS / 1000),
    view: (world.states[1] as { readonly view: number }).view,
  };
}

/** The first f of n replicas of PBFT propose nothing as leaders: how long the first request takes, in ms. */
export function silentLeaders(replicas: number, patienceMs = 100): number {
  assertWhole("have leaders be silent", { replicas }, 4, 22);
  assertSpans("have leaders be silent", { patienceMs }, 1);
  const silent = Array.from({ length: faults(replicas) }, (_, node) => node);
  const { world } = run("pbft", replicas, patienceMs, silent, [
    { kind: "silence", of: { type: "prePrepare" } },
    { kind: "silence", of: { type: "newView" } },
  ]);
  world.run(600_000, ({ history }) => history.some(({ outcome }) => outcome === "ok"));
  const first = world.history.find(({ outcome }) => outcome === "ok");
  if (first === undefined) throw new Error("Cannot tell how long it takes: nothing was answered");
  return first.endedAt - first.invokedAt;
}

function run(
  way: Way,
  replicas: number,
  patienceMs: number,
  liars: readonly NodeId[],
  deceits: Script["deceits"],
) {
  const { protocol, ask } = serviceOf(way, replicas, {
    patienceMs,
    pbft: { statusMs: Infinity, retryMs: 100 },
    hotstuff: { retransmitMs: 100_000 },
  });
  const nodes = replicas + CLIENTS;
  const treasonOf = (liar: NodeId) => {
    const listeners = Array.from({ length: nodes }, (_, node) => node).filter((node) =>
      node !== liar
    );
    return puppet(protocol, { faces: [listeners], deceits }, liars);
  };
  const traitors = Object.fromEntries(liars.map((liar) => [liar, treasonOf(liar)]));
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol: withTraitors(protocol, traitors) as AnyProtocol,
    nodes,
    seed: 1,
    trace: "none",
    strict: false,
    network: { latency: constant(MESSAGE_MS) },
    clients: {
      workload: Array.from(
        { length: CLIENTS },
        () => Array.from({ length: 400 }, (_, i) => ({ input: i })),
      ),
      ask,
      link: "local",
      to: ({ client }) => replicas + client,
    },
  });
  return { world };
}

function answered({ history }: Pick<World<unknown, Tagged, Tagged, unknown>, "history">): number {
  return history.filter(({ outcome }) => outcome === "ok").length;
}
