/** The store's calls but for watching. @module */

import type { Command, Entries } from "../kv/operation.ts";
import { mostEntries } from "../kv/operation.ts";
import { CallFailure, type Calls, type Limits } from "./calls.ts";
import type { StorePool } from "./store_pool.ts";

/** What a message of `kv.proto` holds when it has come: what is not there is missing. */
type Message<T> = { readonly [K in keyof T]?: T[K] };

/** Which nodes there are, as one of them knows it. */
export interface Membership {
  readonly members: readonly {
    readonly node: number;
    readonly address: string;
    readonly grpc_address: string;
  }[];
  readonly answered_by: number;
  readonly leader?: number;
}

/** What was done, and at which place in the log. */
interface Done {
  readonly index: number;
  readonly result: unknown;
}

/** Executes a command; throws a `CallFailure` where it was not done, or nobody knows. */
export async function executed(
  store: StorePool,
  command: Command,
  { timeoutMs, signal }: Limits,
): Promise<Done> {
  const outcome = await store.execute(command, timeoutMs, signal);
  if (outcome.kind === "done") return outcome;
  throw new CallFailure(outcome.failure, outcome.why);
}

/** The handlers by the names of their methods. */
export function storeCalls(store: StorePool, calls: Calls, membership: () => Membership) {
  const run = (command: Command, limits: Limits) => executed(store, command, limits);
  type Texts = Message<{ key: string; value: string; expected: string }>;
  return {
    Get: calls.unary(async ({ key = "" }: Texts, limits) => {
      const { result } = await run({ type: "get", key }, limits);
      return result === null ? {} : { value: result };
    }),
    Put: calls.unary(async ({ key = "", value = "" }: Texts, limits) => {
      return { revision: (await run({ type: "put", key, value }, limits)).index };
    }),
    Delete: calls.unary(async ({ key = "" }: Texts, limits) => {
      return { revision: (await run({ type: "del", key }, limits)).index };
    }),
    CompareAndSet: calls.unary(async ({ key = "", expected = null, value = "" }: Cas, limits) => {
      const { index, result } = await run({ type: "cas", key, expected, value }, limits);
      return { succeeded: result, revision: index };
    }),
    Range: calls.unary(async ({ from: key = "", to = null, limit = 0 }: Range, limits) => {
      const most = limit === 0 ? mostEntries : limit;
      const { index, result } = await run({ type: "range", key, to, limit: most }, limits);
      const { entries, more } = result as Entries;
      return { entries: entries.map(([key, value]) => ({ key, value })), more, revision: index };
    }),
    Members: calls.unary(() => Promise.resolve(membership())),
  };
}

type Cas = Message<{ key: string; expected: string | null; value: string }>;
type Range = Message<{ from: string; to: string | null; limit: number }>;
