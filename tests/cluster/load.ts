/** Clients that ask a cluster one thing after another, and write down what they saw. */

import type { Address } from "hb/host/address.ts";
import type { Operation as Asked } from "hb/model/history.ts";
import type { Compare, Step } from "hb/replicated/store/commands.ts";
import { Random } from "hb/sim/random.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { type Input, keysIn, type Output } from "./store_spec.ts";

export interface LoadOptions {
  readonly addresses: readonly Address[];
  readonly clients: number;
  readonly keys: number;
  readonly seed: number;
  /** How long one operation may take, in ms. */
  readonly timeoutMs: number;
  /** Of a store of several ranges: keys are spread over all of them, and there are no transactions; default false. */
  readonly ranges?: boolean;
}

type Recorded = { -readonly [K in keyof Asked<Input, Output>]: Asked<Input, Output>[K] };

/** A load that goes on until it is told to stop. */
export class Load {
  readonly history: Recorded[] = [];
  /** Each key that was put once, with an acknowledgement. */
  readonly acknowledged = new Map<string, string>();
  readonly #options: LoadOptions;
  readonly #began = performance.now();
  #stopping = false;
  #process = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** How many operations have been acknowledged. */
  get done(): number {
    return this.history.filter(({ outcome }) => outcome === "ok").length;
  }

  /** Resolves when all clients have ended, after `stop`. */
  async run(): Promise<void> {
    const { clients } = this.#options;
    await Promise.all(Array.from({ length: clients }, (_, client) => this.#client(client)));
  }

  stop(): void {
    this.#stopping = true;
  }

  /** Asks for one thing and writes down what came of it. */
  async ask(client: StoreClient, process: number, input: Input): Promise<Recorded> {
    const operation: Recorded = {
      id: this.history.length,
      process,
      input,
      invokedAt: this.#now(),
      endedAt: Infinity,
      outcome: "unknown",
    };
    this.history.push(operation);
    const result = await client.ask(input, this.#options.timeoutMs);
    if (result.kind === "unknown") return operation;
    operation.outcome = result.kind;
    operation.endedAt = this.#now();
    if (result.kind === "ok") operation.output = result.value as Output;
    return operation;
  }

  /** A process number that nobody has had. */
  newProcess(): number {
    return this.#process++;
  }

  async #client(number: number): Promise<void> {
    const { seed, addresses } = this.#options;
    const random = new Random(seed, `client ${number}`);
    const client = new StoreClient({ addresses: rotated(addresses, number) });
    let process = this.newProcess();
    for (let i = 0; !this.#stopping; i++) {
      const operation = await this.ask(client, process, this.#next(random, `${number}-${i}`));
      const { outcome, input } = operation;
      if (outcome === "ok" && input.type === "put" && input.key.includes("once ")) {
        this.acknowledged.set(input.key, input.value);
      }
      // Who does not know what became of an operation is for ever in the middle of it.
      if (outcome === "unknown") process = this.newProcess();
      await new Promise((resolve) => setTimeout(resolve, random.below(10)));
    }
    await client.close();
  }

  #next(random: Random, value: string): Input {
    const { keys, ranges = false } = this.#options;
    const which = random.below(keys),
      key = ranges ? spread(`key ${which}`, 7 * which) : `key ${which}`;
    const draw = random.below(ranges ? 100 : 115);
    if (draw >= 100) return this.#transaction(`pair ${which}`, random, value);
    if (draw < 35) return { type: "get", key };
    if (draw < 60) return { type: "put", key, value };
    if (draw < 65) return { type: "del", key };
    if (draw < 80) {
      const once = `once ${value}`;
      if (!ranges) return { type: "put", key: once, value };
      // Large enough that ranges of many of them are split.
      const key = spread(once, random.below(36));
      return { type: "put", key, value: value.padEnd(500, ".") };
    }
    return { type: "cas", key, expected: this.#likely(key), value };
  }

  /** Two keys that are always changed together: if one is what it may well be, both are changed, and else both are read. */
  #transaction(pair: string, random: Random, value: string): Input {
    const keys = [`${pair}/a`, `${pair}/b`], key = keys[random.below(2)]!;
    if (random.chance(0.3)) return { type: "get", key };
    const likely = this.#likely(key);
    const compare: Compare = likely === null
      ? { key, is: "absent" }
      : { key, is: "equal", value: likely };
    const success = keys.map((key): Step => ({ type: "put", key, value }));
    const failure = keys.map((key): Step => ({ type: "get", key }));
    return { type: "txn", compares: [compare], success, failure };
  }

  /** What may well be there: a cas that never fits tests little. */
  #likely(key: string): string | null {
    const last = this.history.findLast(({ input, outcome, output }) =>
      keysIn(input).includes(key) && input.type !== "get" && outcome === "ok" &&
      (input.type !== "txn" || (output as { readonly succeeded: boolean }).succeeded)
    )?.input;
    if (last === undefined || last.type === "del" || last.type === "get") return null;
    return last.type === "txn" ? (last.success[0] as { value: string }).value : last.value;
  }

  #now(): number {
    return performance.now() - this.#began;
  }
}

/** A key somewhere among all: what it begins with is the digit number `place` of 36. */
export function spread(key: string, place: number): string {
  return `${(place % 36).toString(36)} ${key}`;
}

/** Each client begins at another node. */
export function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
