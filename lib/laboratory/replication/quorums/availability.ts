/**
 * How often operations by quorums of R and W are possible and how long they take: by arithmetic, and from runs in which
 * replicas are down or cut off. Every set of replicas that can be down is run once, and weighed by its probability, so
 * that the two must be equal.
 *
 * @module
 */

import { constant, exponential } from "../../../model/latency.ts";
import { pow } from "../../../model/real/pow.ts";
import type { Fault } from "../../../sim/fault.ts";
import { World } from "../../../sim/world.ts";
import { availability } from "../../../replicated/quorum/survival.ts";
import { sized } from "../../../replicated/quorum/system.ts";
import { abd } from "../../../replication/abd/abd.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { assertWhole } from "../../asked.ts";
import { latencies, mean } from "../../measured.ts";

/** What befalls replicas. */
export type Trouble =
  /** Each is down with a probability, whatever the others are; a client may ask any that is up. */
  | "down"
  /** The network falls in two, each replica on either side as likely as on the other; the client is beside one of them. */
  | "cut off";

/** One pair of quorum sizes. */
export interface QuorumCell {
  /** How many must answer a read. */
  readonly read: number;
  /** How many must hold a write, which asks as many as a read first. */
  readonly write: number;
  /** The probability that a regular read, one that writes nothing back, is answered: by arithmetic. */
  readonly readable: number;
  /** The probability that a write is answered, and as well a read that must write back: by arithmetic. */
  readonly writable: number;
  /** The same as `readable`, from runs. */
  readonly ranRead: number;
  /** The same as `writable`, from runs. */
  readonly ranWrite: number;
}

/** How long a run waits for an answer, in ms; a message takes 1. */
const PATIENCE_MS = 20;

/** The table for all sizes from 1 to `nodes`; `down` is the probability with which a replica is down, 0 to 1. */
export function quorumTable(trouble: Trouble, nodes: number, down = 0.1): QuorumCell[] {
  assertWhole("go through all sets of replicas", { nodes }, 1, 7);
  const sizes = Array.from({ length: nodes }, (_, i) => i + 1);
  return sizes.flatMap((read) =>
    sizes.map((write) => {
      const at = (answered: number) =>
        trouble === "down" ? upOf(nodes, answered, down) : sideOf(nodes, answered);
      const ran = runs(trouble, nodes, read, write, down);
      return {
        read,
        write,
        readable: at(read),
        writable: at(Math.max(read, write)),
        ranRead: ran.read,
        ranWrite: ran.write,
      };
    })
  );
}

/** The probability that `least` of `nodes` replicas are up. */
function upOf(nodes: number, least: number, down: number): number {
  const members = Array.from({ length: nodes }, (_, node) => node);
  return availability(sized(least, least)(members), "phase1", down);
}

/** The probability that `least` of `nodes` replicas, the client's own among them, are on its side. */
function sideOf(nodes: number, least: number): number {
  const others = Array.from({ length: nodes - 1 }, (_, node) => node);
  return availability(sized(least - 1, least - 1)(others), "phase1", 0.5);
}

/** All sets of replicas that can be missing, each run once. */
function runs(trouble: Trouble, nodes: number, read: number, write: number, down: number) {
  const sum = { read: 0, write: 0 };
  for (let set = 0; set < 2 ** nodes; set++) {
    const missing = Array.from({ length: nodes }, (_, i) => i).filter((i) => (set & 1 << i) !== 0);
    // The client of a network that has fallen in two is beside node 0.
    if (trouble === "cut off" && missing.includes(0)) continue;
    const weight = trouble === "down"
      ? pow(down, missing.length) * pow(1 - down, nodes - missing.length)
      : 2 ** (1 - nodes);
    const asks: readonly Ask[] = [
      { type: "read", key: "x" },
      { type: "write", key: "x", value: 1 },
    ];
    for (const ask of asks) {
      if (isAnswered(trouble, nodes, missing, ask, read, write)) sum[ask.type] += weight;
    }
  }
  return sum;
}

function isAnswered(
  trouble: Trouble,
  nodes: number,
  missing: readonly number[],
  ask: Ask,
  read: number,
  write: number,
): boolean {
  const others = Array.from({ length: nodes }, (_, i) => i).filter((i) => !missing.includes(i));
  if (others.length === 0) return false;
  const faults: Fault[] = trouble === "down"
    ? missing.map((node) => ({ kind: "crash", at: 0, node }))
    : missing.length === 0
    ? []
    : [{ kind: "partition", at: 0, forMs: PATIENCE_MS, sides: [others, missing] }];
  const world = new World({
    protocol: abd({ quorums: sized(read, write), writeBack: "never", againMs: Infinity }),
    nodes,
    seed: 1,
    trace: "none",
    strict: false,
    faults,
    clients: {
      workload: [[{ input: ask, at: 1 }]],
      ask: (input) => input as Ask,
      to: () => others[0]!,
      link: "local",
    },
  });
  world.run(PATIENCE_MS);
  return world.history.some(({ outcome }) => outcome === "ok");
}

/** How long a round takes that waits for so many of all replicas, in ms. */
export interface RoundTime {
  /** How many must answer. */
  readonly answers: number;
  /** The mean by arithmetic: the expected order statistic of that rank. */
  readonly expectedMs: number;
  /** The mean of the runs. */
  readonly measuredMs: number;
}

/**
 * Times of a regular read where questions take no time and answers times that are exponentially distributed with this
 * mean, in ms, each on its own, and so many nodes are down. The k-th of n such times is mean × (1/n + … + 1/(n − k + 1)) on
 * average (Rényi 1953).
 */
export function roundTimes(nodes: number, meanMs = 10, reads = 2000, down = 0): RoundTime[] {
  assertWhole("measure rounds", { nodes, reads }, 1);
  assertWhole("measure rounds", { down }, 0, nodes - 1);
  return Array.from({ length: nodes - down }, (_, i) => {
    const answers = i + 1;
    let sum = 0;
    for (let k = 0; k < answers; k++) sum += 1 / (nodes - down - k);
    const world = new World({
      protocol: abd({
        quorums: sized(answers, nodes),
        writeBack: "never",
        againMs: Infinity,
      }),
      nodes,
      seed: answers,
      trace: "none",
      strict: false,
      faults: Array.from({ length: down }, (_, k) => ({
        kind: "crash",
        at: 0,
        node: nodes - 1 - k,
      })),
      network: { latency: constant(0), types: { latest: { latency: exponential(0, meanMs) } } },
      clients: {
        workload: [Array.from({ length: reads }, () => ({ input: { type: "read", key: "x" } }))],
        ask: (input) => input as Ask,
        link: "local",
      },
    });
    world.run(Infinity, () => !world.clientsBusy);
    return { answers, expectedMs: meanMs * sum, measuredMs: mean(latencies(world.history)) };
  });
}
