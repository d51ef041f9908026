/**
 * Jepsen's bank: clients transfer between accounts and read all of them at once. Transfers leave the total
 * as it is, so a read that adds up to something else has seen half of one; it was not isolated. That is
 * found without any search, and with no account of what is in which account.
 *
 * @module
 */

/** What one read found. */
export interface BankRead {
  /** Which read it is, in words. */
  readonly name: string;
  /** Each balance by its account; `undefined` where the account had none. */
  readonly balances: ReadonlyMap<string | number, bigint | undefined>;
}

/** What is known of a bank. */
export interface BankRules {
  /** What all accounts hold together; what the first read found, if it is not told. */
  readonly total?: bigint;
  /** Whether an account may hold less than nothing; not, by default. */
  readonly negativeBalances?: boolean;
}

/**
 * What is wrong with reads of a bank, one sentence each, in their order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bankFaults } from "hb/check/oracles/bank.ts";
 *
 * const reads = [
 *   { name: "the first read", balances: new Map([["a", 10n], ["b", 0n]]) },
 *   { name: "the second read", balances: new Map([["a", 7n], ["b", 0n]]) },
 * ];
 * assertEquals(bankFaults(reads), ["the second read adds up to 7, not to 10"]);
 * ```
 */
export function bankFaults(
  reads: readonly BankRead[],
  { total = reads[0] && sumOf(reads[0]), negativeBalances = false }: BankRules = {},
): string[] {
  return reads.flatMap((read) => {
    const faults: string[] = [];
    for (const [account, balance] of read.balances) {
      if (balance === undefined) faults.push(`${read.name} finds no balance in account ${account}`);
      else if (balance < 0n && !negativeBalances) {
        faults.push(`${read.name} finds ${balance} in account ${account}`);
      }
    }
    const sum = sumOf(read);
    if (sum !== total) faults.push(`${read.name} adds up to ${sum}, not to ${total}`);
    return faults;
  });
}

/** What a read adds up to. */
export function sumOf({ balances }: BankRead): bigint {
  let sum = 0n;
  for (const balance of balances.values()) sum += balance ?? 0n;
  return sum;
}
