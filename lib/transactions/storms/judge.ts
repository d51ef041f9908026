/** Whether what applications saw of a transactional store is what it promises. @module */

import { isolation } from "../../check/isolation/isolation.ts";
import type { Level } from "../../check/isolation/level.ts";
import type { Steps, Transaction } from "../../check/isolation/transaction.ts";
import type { History } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Outcome } from "../client.ts";
import type { Operations, Result } from "../operation.ts";
import { BALANCE, KEYS } from "./work.ts";

/** The transactions of a history, as the check of isolation takes them: those that only read lists and append to them. */
export function transactionsOf(history: History): Transaction[] {
  return history.filter(({ input }) => isOfLists(input)).map((operation) => {
    const { output, ...rest } = operation;
    const operations = operation.input as Operations, answer = output as Outcome | undefined;
    const asked = { ...rest, input: stepsOf(operations) };
    if (answer?.ok) return { ...asked, output: stepsOf(operations, answer.results) };
    if (asked.outcome !== "ok") return asked;
    // It was answered that nobody knows: it may be done at any later time, and nothing follows it.
    return { ...asked, process: -1 - asked.id, outcome: "unknown", endedAt: Infinity };
  });
}

function isOfLists(input: unknown): input is Operations {
  return Array.isArray(input) &&
    (input as Operations).every(({ type }) => type === "read" || type === "append");
}

function stepsOf(operations: Operations, results?: readonly Result[]): Steps {
  return operations.flatMap((operation, i): Steps => {
    if (operation.type === "append") return [operation];
    if (operation.type !== "read") return [];
    const { type, key } = operation;
    if (results === undefined) return [{ type, key }];
    return [{ type, key, value: (results[i] ?? []) as readonly (string | number)[] }];
  });
}

/** Transactions on lists are isolated at this level. */
export function isolated(level: Level): Invariant<unknown> {
  return {
    name: level,
    words: `transactions are isolated as "${level}" says`,
    check({ history }) {
      const transactions = transactionsOf(history);
      // Where none is known to be committed, there is nothing to judge.
      if (!transactions.some(({ outcome }) => outcome === "ok")) return undefined;
      const { verdict, words } = isolation(transactions, {
        model: "list-append",
        level,
      });
      return verdict === "ok" ? undefined : { words: words.join("\n"), nodes: [] };
    },
  };
}

/** Whoever reads all accounts of a bank sees as much money as there is, and none of them overdrawn. */
export const solvent: Invariant<unknown> = {
  name: "no money is made or lost",
  words: "all accounts together hold what they held in the beginning, and none less than nothing",
  check({ history }) {
    for (const { input, output } of history) {
      const outcome = output as Outcome | undefined;
      const keys = (input as Operations).flatMap((each) => each.type === "read" ? [each.key] : []);
      if (!outcome?.ok || keys.join() !== KEYS.join()) continue;
      const held = outcome.results.map((result) => Number(result ?? 0));
      const sum = held.reduce((sum, each) => sum + each, 0);
      const isOpen = outcome.results.some((result) => result !== null);
      if (Math.min(...held) >= 0 && (!isOpen || sum === BALANCE * KEYS.length)) continue;
      const words = KEYS.map((key, i) => `${key} ${held[i]}`).join(", ");
      return { words: `somebody reads ${words}, which is ${sum} in all`, nodes: [] };
    }
    return undefined;
  },
};
