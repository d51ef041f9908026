/**
 * Transactions as words: clauses that each begin with `if`, `then` or `else`. How many words a
 * clause has, its beginning says, so keys and values may be any words.
 *
 * @module
 */

import type { Compare, Step, Transaction } from "hb/replicated/store/commands.ts";
import { leaseNumber, wrong } from "./refusing.ts";

/** Takes words one after another. */
type Words = string[];

/** The transaction that some words say; throws a `UsageError` where they say none. */
export function transactionOf(given: readonly string[]): Transaction {
  const words: Words = [...given];
  const compares: Compare[] = [], success: Step[] = [], failure: Step[] = [];
  for (let clause = words.shift(); clause !== undefined; clause = words.shift()) {
    if (clause === "if") compares.push(compareOf(words));
    else if (clause === "then") success.push(stepOf(words));
    else if (clause === "else") failure.push(stepOf(words));
    else wrong("a clause begins with if, then or else", [clause, ...words]);
  }
  if (success.length + failure.length === 0) wrong("a transaction has something to do", given);
  return { type: "txn", compares, success, failure };
}

function compareOf(words: Words): Compare {
  const key = next(words, "KEY"), is = next(words, "=, !=, present or absent");
  switch (is) {
    case "=":
      return { key, is: "equal", value: next(words, "VALUE") };
    case "!=":
      return { key, is: "not equal", value: next(words, "VALUE") };
    case "present":
    case "absent":
      return { key, is };
  }
  return wrong('a comparison is "KEY = VALUE", "KEY != VALUE", "KEY present" or "KEY absent"', [
    is,
    ...words,
  ]);
}

function stepOf(words: Words): Step {
  const type = next(words, "get, put, del or range");
  switch (type) {
    case "get":
    case "del":
      return { type, key: next(words, "KEY") };
    case "range":
      return { type, key: next(words, "FROM"), to: next(words, "TO"), limit: 1000 };
    case "put": {
      const put = { type, key: next(words, "KEY"), value: next(words, "VALUE") } as const;
      if (words[0] !== "lease") return put;
      words.shift();
      return { ...put, lease: leaseNumber(next(words, "ID")) };
    }
  }
  return wrong(
    'an operation is "get KEY", "put KEY VALUE", "put KEY VALUE lease ID", "del KEY" or "range FROM TO"',
    [type, ...words],
  );
}

function next(words: Words, what: string): string {
  return words.shift() ?? wrong(`${what} must follow in a transaction`, []);
}
