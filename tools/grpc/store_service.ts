/** The store's calls but for watching. @module */

import type { Entries, TransactionResult } from "hb/replicated/store/commands.ts";
import type { Command } from "../kv/operation.ts";
import { CallFailure, type Calls, type Limits } from "./calls.ts";
import { leaseCalls } from "./lease_calls.ts";
import { type Message, putOf, type Range, rangeOf, toldEntries } from "./messages.ts";
import type { StorePool } from "./store_pool.ts";
import { toldTransaction, transactionOf, type TxnRequest } from "./transactions.ts";

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
export interface Done {
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
  type Texts = Message<{ key: string; value: string; lease: number }>;
  return {
    Get: calls.unary(async ({ key = "" }: Texts, limits) => {
      const { result } = await run({ type: "get", key }, limits);
      return result === null ? {} : { value: result };
    }),
    Put: calls.unary(async (request: Texts, limits) => {
      return { revision: (await run(putOf(request), limits)).index };
    }),
    Delete: calls.unary(async ({ key = "" }: Texts, limits) => {
      return { revision: (await run({ type: "del", key }, limits)).index };
    }),
    CompareAndSet: calls.unary(async ({ key = "", expected = null, value = "" }: Cas, limits) => {
      const { index, result } = await run({ type: "cas", key, expected, value }, limits);
      return { succeeded: result, revision: index };
    }),
    Range: calls.unary(async (request: Range, limits) => {
      const { index, result } = await run(rangeOf(request), limits);
      return { ...toldEntries(result as Entries), revision: index };
    }),
    Txn: calls.unary(async (request: TxnRequest, limits) => {
      const transaction = transactionOf(request);
      const { index, result } = await run(transaction, limits);
      const told = toldTransaction(transaction, result as TransactionResult);
      return { ...told, revision: index };
    }),
    ...leaseCalls(run, calls),
    Members: calls.unary(() => Promise.resolve(membership())),
  };
}

type Cas = Message<{ key: string; expected: string | null; value: string }>;
