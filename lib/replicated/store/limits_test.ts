import { assertEquals } from "@std/assert";
import type { Command, Compare, Step } from "./commands.ts";
import { faultOf, leaseLimits, longest, transactionLimits } from "./limits.ts";

const get = { type: "get", key: "a" } as const;
const times = <T>(count: number, item: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => item(i));
const txn = (
  compares: readonly Compare[],
  success: readonly Step[],
  failure: readonly Step[] = [],
): Command => ({ type: "txn", compares, success, failure });
const put = (key: string, value = ""): Step => ({ type: "put", key, value });
const long = "x".repeat(longest.value);

const cases: readonly (readonly [Command, string | undefined])[] = [
  [txn([], []), undefined],
  [
    txn([], times(transactionLimits.steps, () => get), times(transactionLimits.steps, () => get)),
    undefined,
  ],
  [
    txn([], [], times(transactionLimits.steps + 1, () => get)),
    "a transaction has at most 128 operations in a list, and this one 129",
  ],
  [
    txn(times(129, () => ({ key: "a", is: "present" })), []),
    "a transaction has at most 128 comparisons, and this one 129",
  ],
  [
    txn([], [put("a"), put("b"), put("a")]),
    'a list of a transaction changes each key once, and this one "a" twice',
  ],
  [
    txn([], [], [put("a"), { type: "del", key: "a" }]),
    'a list of a transaction changes each key once, and this one "a" twice',
  ],
  [txn([], [put("a"), get, get], [put("a")]), undefined],
  [txn([{ key: "a", is: "equal" }], []), 'a comparison with "equal" needs a value'],
  [txn([{ key: "a", is: "absent", value: "" }], []), 'a comparison with "absent" takes no value'],
  [
    txn([{ key: "a", is: "equal", value: `${long}x` }], []),
    "a value has at most 262144 characters, and this one 262145",
  ],
  [txn([], [put("x".repeat(1025))]), "a key has at most 1024 characters, and this one 1025"],
  [txn([{ key: "", is: "equal", value: long }], [put("", long)]), undefined],
  [
    txn([{ key: "", is: "equal", value: long }], [], [put("a", long)]),
    "a transaction has at most 524288 characters in all its keys and values, and this one 524289",
  ],
  [
    txn([], [{ type: "range", key: "", to: null, limit: 0 }]),
    "a range gives from 1 to 1000 entries, and this one 0",
  ],
  [
    { type: "put", key: "a", value: "", lease: 0 },
    "a lease has a number from 1 to 9007199254740991, and this one 0",
  ],
  [{ type: "renew", id: 1.5 }, "a lease has a number from 1 to 9007199254740991, and this one 1.5"],
  [{ type: "grant", id: null, ttlMs: leaseLimits.leastMs }, undefined],
  [{ type: "grant", id: 1, ttlMs: leaseLimits.mostMs }, undefined],
  [
    { type: "grant", id: -1, ttlMs: 700 },
    "a lease has a number from 1 to 9007199254740991, and this one -1",
  ],
  [
    { type: "grant", id: 1, ttlMs: 99 },
    "a lease lives from 100 to 31536000000 ms, and this one 99",
  ],
  [
    { type: "grant", id: 1, ttlMs: NaN },
    "a lease lives from 100 to 31536000000 ms, and this one NaN",
  ],
  [
    { type: "cas", key: "a", expected: `${long}x`, value: "" },
    "a value has at most 262144 characters, and this one 262145",
  ],
];

Deno.test("store: what nobody may ask is named, and what may just be asked is not", () => {
  for (const [command, fault] of cases) assertEquals(faultOf(command), fault);
});
