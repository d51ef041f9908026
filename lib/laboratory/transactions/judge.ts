/** What a run shows: its anomalies, and what its workload knows beside them. @module */

import { type Isolation, isolation } from "../../check/isolation/isolation.ts";
import type { RegisterStep, Transactions } from "../../check/isolation/transaction.ts";
import { bankFaults, type BankRead } from "../../check/oracles/bank.ts";
import { amountOf, type Workload } from "./plan.ts";
import { openingBalance } from "./workloads/bank.ts";
import type { WorkloadName } from "./workloads.ts";

/** The verdict on a run. */
export interface Judgement {
  /** By the dependencies of its transactions. */
  readonly isolation: Isolation;
  /** What breaks the workload's own law, one sentence each: sums of a bank, ends of counters. */
  readonly faults: readonly string[];
}

/** Judges a run of a workload. */
export function judge(
  name: WorkloadName,
  { model, keys }: Pick<Workload, "model" | "keys">,
  history: Transactions,
): Judgement {
  const found = isolation(history, { model, most: 1000, moment: (at) => `${at}` });
  if (name === "bank") return { isolation: found, faults: sums(history, keys.length) };
  if (name === "lost update") return { isolation: found, faults: ends(history) };
  return { isolation: found, faults: [] };
}

/** Reads of all accounts that do not add up. */
function sums(history: Transactions, accounts: number): string[] {
  const reads = history.flatMap(({ id, output = [] }): BankRead[] => {
    if (output.length !== accounts || output.some(({ type }) => type !== "read")) return [];
    const balances = (output as readonly RegisterStep[]).map(({ key, value = null }) =>
      [key, BigInt(amountOf(value))] as const
    );
    return [{ name: `T${id}`, balances: new Map(balances) }];
  });
  return bankFaults(reads, { total: BigInt(openingBalance * accounts), negativeBalances: true });
}

/** Counters that end outside of what the transactions that committed, and those that may have, allow. */
function ends(history: Transactions): string[] {
  const last = history.at(-1)?.output as readonly RegisterStep[] | undefined;
  return (last ?? []).flatMap(({ key, value = null }) => {
    const adds = history.filter(({ input }) => input[0]?.key === key && input[1]?.type === "write");
    const sure = adds.filter(({ outcome }) => outcome === "ok").length;
    const most = sure + adds.filter(({ outcome }) => outcome === "unknown").length;
    const end = amountOf(value);
    if (sure <= end && end <= most) return [];
    const wanted = sure === most ? `${sure}` : `${sure} to ${most}`;
    return [`${key} ends at ${end}, and not at ${wanted}, as so many transactions counted`];
  });
}
