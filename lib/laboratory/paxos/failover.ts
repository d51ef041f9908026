/**
 * How long a client waits for its next answer when the leader has crashed: with Multi-Paxos and with Raft, in the same
 * network, with the same timeouts, heartbeats, clients and seeds.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { constant, type Latency } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { bare } from "../../replicated/requests.ts";
import { percentile } from "../measured.ts";
import { type AnyCluster, type Contender, contenders } from "./contenders.ts";

/** Whose leader crashes. */
export type ContenderName = "multipaxos" | "raft";

/** A cluster whose leader crashes. Times are in ms. */
export interface Failing {
  /** How many servers there are; default 5. */
  readonly nodes?: number;
  /** How long a message takes. */
  readonly latency: Latency;
  /** From which election timeouts are drawn; default 150 to 300. */
  readonly electionMs?: readonly [least: number, most: number];
  /** How often a leader says that it is there; default 50. */
  readonly heartbeatMs?: number;
  /**
   * Whether servers ask before they stand, and protect a leader that they hear: `loyal` of Multi-Paxos, PreVote and
   * CheckQuorum of Raft; default true.
   */
  readonly asksFirst?: boolean;
  /** Whether a client has asked for a command every 2 ms until then, so that some are open; default false. */
  readonly busy?: boolean;
}

/** What came of one crash. Times are in ms from the crash. */
export interface Failover {
  /** When the first server stood, or asked whether it should. */
  readonly stoodMs: number;
  /** When a server led that went on to answer. */
  readonly ledMs: number;
  /** When the client had its answer. */
  readonly answeredMs: number;
  /** How many times a server stood: terms or ballots in which promises or votes were asked for. */
  readonly candidacies: number;
}

/** Longer than this nobody waits for a leader or an answer, in ms. */
const PATIENCE_MS = 30_000;
/** How long a client waits before it asks the next server, in ms. */
const CLIENT_MS = 20;
/** When the cluster has had a leader for long, in ms. */
const STEADY_MS = 3000;
/** How long a client asks the leader before the crash if it is busy, in ms. */
const BUSY_MS = 200;

/** One crash, at a moment between two heartbeats that the seed says. */
export function failover(name: ContenderName, seed: number, failing: Failing): Failover {
  const contender = contenders[name];
  const { world, leader, candidacies } = beforeCrash(contender, seed, failing);
  candidacies.clear();
  world.inject({ kind: "crash", at: world.now, node: leader });
  return observe(contender, world, candidacies);
}

/** A cluster just before its leader crashes and the client asks: a little later if it has no leader just then. */
function beforeCrash(contender: Contender, seed: number, failing: Failing): {
  readonly world: AnyCluster;
  readonly leader: NodeId;
  readonly candidacies: Set<string>;
} {
  const { nodes = 5, heartbeatMs = 50 } = failing;
  const moment = STEADY_MS + heartbeatMs * new Random(seed, "crash").unit();
  for (let at = moment;; at += STEADY_MS) {
    const candidacies = new Set<string>();
    const world = contender.world({
      ...failing,
      nodes,
      seed,
      heartbeatMs,
      clients: { workload: [[{ input: "next", at }]], timeoutMs: CLIENT_MS },
      tap(from, body) {
        const candidacy = contender.candidacyOf(body);
        if (candidacy !== undefined) candidacies.add(`${from} ${candidacy}`);
      },
    });
    world.run(at - BUSY_MS);
    if (failing.busy === true) keepBusy(contender, world, at);
    world.run(at - world.now);
    const leader = leaderOf(contender, world);
    if (leader >= 0) return { world, leader, candidacies };
  }
}

function leaderOf(contender: Contender, { states }: AnyCluster): NodeId {
  return states.findIndex((s) => s !== undefined && contender.leads(s));
}

/** Follows the cluster until the client has its answer. */
function observe(
  contender: Contender,
  world: AnyCluster,
  candidacies: ReadonlySet<string>,
): Failover {
  const crashedAt = world.now;
  let stoodMs = NaN, ledMs = NaN;
  let led = -1;
  world.run(PATIENCE_MS, ({ at, states, history }) => {
    const stands = states.some((s) => s !== undefined && contender.stands(s));
    if (Number.isNaN(stoodMs) && stands) stoodMs = at - crashedAt;
    const leads = states.findIndex((s) => s !== undefined && contender.leads(s));
    if (leads >= 0 && leads !== led) ledMs = at - crashedAt;
    led = leads;
    return history[0]?.outcome === "ok";
  });
  return { stoodMs, ledMs, answeredMs: world.now - crashedAt, candidacies: candidacies.size };
}

/** Commands that the leader is asked for up to the crash; the last ones are still open then. */
function keepBusy(contender: Contender, world: AnyCluster, at: number): void {
  while (world.now < at) {
    const leader = leaderOf(contender, world);
    if (leader >= 0) world.tell(leader, bare("x"));
    world.run(Math.min(2, at - world.now));
  }
}

/** `count` crashes, seeds 1, 2, … */
export function failovers(name: ContenderName, failing: Failing, count = 200): Failover[] {
  return Array.from({ length: count }, (_, i) => failover(name, i + 1, failing));
}

/** What came of many: medians in ms, and how often servers stood more than once. */
export interface Shares {
  /** Until somebody stands: the timeout, the same for both. */
  readonly untilStoodMs: number;
  /** From then until somebody leads who goes on to answer. */
  readonly untilLedMs: number;
  /** From then until the answer. */
  readonly untilAnsweredMs: number;
  /** The share of crashes after which servers stood more than once, 0 to 1. */
  readonly contested: number;
  /** From the crash to the answer after the other crashes; NaN if there are none. */
  readonly onceMs: number;
  /** The same after those; NaN if there are none. */
  readonly contestedMs: number;
}

/** Where the time goes. */
export function sharesOf(all: readonly Failover[]): Shares {
  const contested = all.filter(({ candidacies }) => candidacies > 1);
  const once = all.filter(({ candidacies }) => candidacies <= 1);
  return {
    untilStoodMs: median(all.map(({ stoodMs }) => stoodMs)),
    untilLedMs: median(all.map(({ stoodMs, ledMs }) => ledMs - stoodMs)),
    untilAnsweredMs: median(all.map(({ ledMs, answeredMs }) => answeredMs - ledMs)),
    contested: contested.length / all.length,
    onceMs: median(once.map(({ answeredMs }) => answeredMs)),
    contestedMs: median(contested.map(({ answeredMs }) => answeredMs)),
  };
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How many messages follow each other, one caused by the one before, when one server stands and all hear it. */
export interface Steps {
  /** From when it stands, or asks whether it should, until it leads. */
  readonly toLead: number;
  /** From when it leads and is asked for a command until it has executed it, with all that was open before. */
  readonly toAnswer: number;
}

/** Counts them after a crash in which nobody is in the way; messages take 10 ms, so that time tells. */
export function stepsOf(name: ContenderName, options: Pick<Failing, "asksFirst" | "busy">): Steps {
  const contender = contenders[name], stepMs = 10;
  for (let seed = 1;; seed++) {
    const failing = { ...options, latency: constant(stepMs) };
    const { world, leader: crashed, candidacies } = beforeCrash(contender, seed, failing);
    candidacies.clear();
    world.inject({ kind: "crash", at: world.now, node: crashed });
    world.run(
      PATIENCE_MS,
      ({ states }) => states.some((s) => s !== undefined && contender.stands(s)),
    );
    const stood = world.now;
    world.run(PATIENCE_MS, () => leaderOf(contender, world) >= 0);
    if (candidacies.size > 1) continue;
    const led = world.now, leader = leaderOf(contender, world);
    world.tell(leader, bare("mine"));
    world.run(PATIENCE_MS, ({ states }) => contender.executed(states[leader]).includes("mine"));
    return { toLead: (led - stood) / stepMs, toAnswer: (world.now - led) / stepMs };
  }
}
