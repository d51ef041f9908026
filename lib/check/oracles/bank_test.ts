import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { bankFaults, type BankRead, sumOf } from "./bank.ts";

const accounts = ["a", "b", 1];

function read(name: string, ...balances: (bigint | undefined)[]): BankRead {
  return { name, balances: new Map(balances.map((balance, i) => [accounts[i]!, balance])) };
}

/** Transfers in turn, and a read that sees each account after a number of transfers of its own. */
const runs = fc.record({
  transfers: fc.array(
    fc.record({ from: fc.nat(2), to: fc.nat(2), amount: fc.bigInt(1n, 4n) }),
    { maxLength: 6 },
  ),
  moments: fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }),
});

Deno.test("a read is wrong just where it does not add up, and one that sees a single moment never is", () => {
  fc.assert(fc.property(runs, ({ transfers, moments }) => {
    const states = [[10n, 5n, 0n]];
    for (const { from, to, amount } of transfers) {
      const next = [...states.at(-1)!];
      if (next[from]! >= amount) {
        next[from]! -= amount;
        next[to]! += amount;
      }
      states.push(next);
    }
    const state = (moment: number) => states[Math.min(moment, states.length - 1)]!;
    for (const all of states) assertEquals(bankFaults([read("it", ...all)], { total: 15n }), []);
    const torn = read("it", ...moments.map((moment, i) => state(moment)[i]!));
    const adds = [...torn.balances.values()].reduce((sum, balance) => sum! + balance!, 0n);
    assertEquals(sumOf(torn), adds!);
    assertEquals(bankFaults([torn], { total: 15n }).length, adds === 15n ? 0 : 1);
  }));
});

Deno.test("without a total the first read tells it", () => {
  const faults = bankFaults([read("one", 3n), read("two", 3n, 0n), read("three", 2n, 2n)]);
  assertEquals(faults, ["three adds up to 4, not to 3"]);
  assertEquals(bankFaults([]), []);
});

Deno.test("an account that holds less than nothing is a fault, unless it may", () => {
  const reads = [read("one", -1n, 4n)];
  assertEquals(bankFaults(reads), ["one finds -1 in account a"]);
  assertEquals(bankFaults(reads, { negativeBalances: true }), []);
});

Deno.test("an account without a balance is a fault", () => {
  assertEquals(bankFaults([read("one", 4n, undefined)]), ["one finds no balance in account b"]);
});
