/** The load that both clusters are put under: clients that each ask one thing at a time. @module */

import process from "node:process";

/** A client, of whichever cluster. Both promises reject when the operation is not known to be done. */
export interface Asker {
  /** Resolves when the value is durable. */
  put(key: string, value: string): Promise<void>;
  /** Resolves to something, when it is the latest. */
  get(key: string): Promise<unknown>;
  /** Ends its connections. */
  close(): void | Promise<void>;
}

/** A cluster under test. */
export interface Cluster {
  /** Whose it is. */
  readonly name: string;
  /** Another client. */
  connect(number: number): Asker;
}

/** What is asked. */
export type Operation = "put" | "get";

/** What a load came to. */
export interface LoadResult {
  readonly perSecond: number;
  /** Latencies in ms: in the middle, what one in a hundred exceeds, and the worst. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** Operations that are not known to have been done. */
  readonly failed: number;
  /** What the load itself cost this process, in ms of a processor for each operation. */
  readonly clientMs: number;
}

/** How many keys each client uses. */
const KEYS = 100;

const value = "x".repeat(100);

/** Clients that have connected and found whom to ask. */
export async function connected(cluster: Cluster, clients: number): Promise<Asker[]> {
  const askers = Array.from({ length: clients }, (_, number) => cluster.connect(number));
  await Promise.all(askers.map((asker, number) => asker.put(keyOf(number, 0), value)));
  return askers;
}

/** Asks for `forMs`. */
export async function load(
  askers: readonly Asker[],
  operation: Operation,
  forMs: number,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  const cpu = process.cpuUsage(), start = performance.now();
  await Promise.all(askers.map(async (asker, number) => {
    for (let turn = 0; performance.now() - start < forMs; turn++) {
      const began = performance.now(), key = keyOf(number, turn);
      try {
        await (operation === "put" ? asker.put(key, value) : asker.get(key));
        latencies.push(performance.now() - began);
      } catch {
        failed++;
      }
    }
  }));
  const seconds = (performance.now() - start) / 1000, { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? NaN;
  return {
    perSecond: latencies.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    worstMs: at(1),
    failed,
    clientMs: (user + system) / 1000 / latencies.length,
  };
}

function keyOf(client: number, turn: number): string {
  return `${client}-${turn % KEYS}`;
}
