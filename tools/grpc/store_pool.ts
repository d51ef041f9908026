/** Many calls at a time over clients of the store that each do one thing at a time. @module */

import type { Address } from "hb/host/address.ts";
import type { Transport } from "hb/host/socket.ts";
import type { Command } from "../kv/operation.ts";
import { StoreClient } from "../kv/store_client.ts";
import type { Outcome } from "../kv/outcome.ts";

/** How many calls may be under way. */
const mostAtOnce = 128;

/** How long a node that leads is looked for, in ms: elections take less. */
const patienceMs = 3_000;

/** Clients that are taken for a call, and given back. */
export class StorePool {
  readonly #make: () => StoreClient;
  readonly #all: StoreClient[] = [];
  readonly #idle: StoreClient[] = [];

  /** No clients yet; the first of the addresses is asked first. */
  constructor(cluster: string, addresses: readonly Address[], transport: Transport) {
    this.#make = () => new StoreClient({ cluster, addresses, transport });
  }

  /** Executes a command, and tries for at most `timeoutMs`; less where no node takes it. */
  async execute(command: Command, timeoutMs: number, signal: AbortSignal): Promise<Outcome> {
    const client = this.#idle.pop() ?? this.#another();
    if (client === undefined) {
      const why = `${mostAtOnce} calls are under way, and there may be no more`;
      return { kind: "fail", failure: "busy", why };
    }
    try {
      const now = performance.now();
      return await client.execute(command, {
        end: now + timeoutMs,
        unsentEnd: now + Math.min(timeoutMs, patienceMs),
        signal,
      });
    } finally {
      this.#idle.push(client);
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((client) => client.close()));
  }

  #another(): StoreClient | undefined {
    if (this.#all.length >= mostAtOnce) return undefined;
    const client = this.#make();
    this.#all.push(client);
    return client;
  }
}
