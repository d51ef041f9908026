/** The words of a command line that say what is asked of the store. @module */

import { leaseLimits, mostEntries } from "hb/replicated/store/limits.ts";
import type { Command } from "./operation.ts";
import { leaseNumber, taken, wrong } from "./refusing.ts";
import { transactionOf } from "./transaction_words.ts";

/** What stands beside the words. */
export interface Beside {
  /** For a cas: nothing must be there. */
  readonly absent: boolean;
  /** For a put: the lease that the key is attached to. */
  readonly lease?: number;
  /** For a grant: the number of the lease. */
  readonly id?: number;
}

const forms = 'the form is "get KEY", "put KEY VALUE", "del KEY", "cas KEY EXPECTED VALUE", ' +
  '"range FROM [TO]", "txn CLAUSES" or "lease grant MS", "renew ID", "revoke ID", "show ID"';

/** What is asked; throws a `UsageError` where it makes no sense. */
export function commandOf(words: readonly string[], beside: Beside): Command {
  const command = formed(words, beside) ?? wrong(forms, words);
  const { absent, lease, id } = beside;
  if (absent && command.type !== "cas") wrong("--absent is for cas", words);
  if (lease !== undefined && command.type !== "put") wrong("--lease is for put", words);
  if (id !== undefined && command.type !== "grant") wrong("--id is for lease grant", words);
  return taken(command);
}

function formed([type, ...words]: readonly string[], beside: Beside): Command | undefined {
  const [key, ...values] = words;
  if (type === "txn") return transactionOf(words);
  if (type === "lease") return leaseOf(words, beside);
  if (key === undefined) return undefined;
  const expected = beside.absent ? null : values[0] ?? null, value = values.at(-1) ?? "";
  switch (`${type} ${words.length}`) {
    case "get 1":
    case "del 1":
      return { type: type as "get" | "del", key };
    case "range 1":
    case "range 2":
      return { type: "range", key, to: values[0] ?? null, limit: mostEntries };
    case "put 2": {
      const { lease } = beside;
      return { type: "put", key, value, ...(lease === undefined ? {} : { lease }) };
    }
    case `cas ${beside.absent ? 2 : 3}`:
      return { type: "cas", key, expected, value };
  }
  return undefined;
}

function leaseOf(words: readonly string[], { id }: Beside): Command | undefined {
  const [what, text, ...more] = words;
  if (text === undefined || more.length > 0) return undefined;
  if (what === "grant") return { type: "grant", id: id ?? null, ttlMs: ttlOf(text) };
  const types = { renew: "renew", revoke: "revoke", show: "lease" } as const;
  if (!Object.hasOwn(types, what!)) return undefined;
  const type = types[what as keyof typeof types];
  return { type, id: leaseNumber(text) };
}

function ttlOf(text: string): number {
  const { leastMs, mostMs } = leaseLimits, ttlMs = /^\d+$/.test(text) ? Number(text) : NaN;
  if (ttlMs >= leastMs && ttlMs <= mostMs) return ttlMs;
  return wrong(`MS must be a whole number from ${leastMs} to ${mostMs}`, [text]);
}
