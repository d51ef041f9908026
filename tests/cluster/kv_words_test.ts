/** What the words of `deno task kv` ask. */

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Compare, Step } from "hb/replicated/store/commands.ts";
import { UsageError } from "../../tools/command/usage_error.ts";
import { parseKv } from "../../tools/kv/arguments.ts";
import { reportOf } from "../../tools/kv/report.ts";
import { commandOf } from "../../tools/kv/words.ts";

const asked = (...args: readonly string[]) => parseKv(args).command;

Deno.test("kv: each form asks what it says", () => {
  assertEquals(asked("get", "a"), { type: "get", key: "a" });
  assertEquals(asked("put", "a", "1"), { type: "put", key: "a", value: "1" });
  assertEquals(asked("put", "a", "1", "--lease", "7"), {
    type: "put",
    key: "a",
    value: "1",
    lease: 7,
  });
  assertEquals(asked("cas", "a", "1", "2"), { type: "cas", key: "a", expected: "1", value: "2" });
  assertEquals(asked("cas", "a", "2", "--absent"), {
    type: "cas",
    key: "a",
    expected: null,
    value: "2",
  });
  const range = { type: "range", key: "a", to: null, limit: 1000 } as const;
  assertEquals(asked("range", "a"), range);
  assertEquals(asked("range", "a", "c"), { ...range, to: "c" });
  assertEquals(asked("lease", "grant", "5000"), { type: "grant", id: null, ttlMs: 5000 });
  assertEquals(asked("lease", "grant", "5000", "--id", "7"), { type: "grant", id: 7, ttlMs: 5000 });
  assertEquals(asked("lease", "renew", "7"), { type: "renew", id: 7 });
  assertEquals(asked("lease", "revoke", "7"), { type: "revoke", id: 7 });
  assertEquals(asked("lease", "show", "7"), { type: "lease", id: 7 });
});

/** Words that mean something themselves are keys and values as well. */
const word = fc.constantFrom("if", "then", "else", "=", "lease", "put", "a", "two words", "", "7");
const compare = fc.oneof(
  fc.record({
    key: word,
    is: fc.constantFrom("equal" as const, "not equal" as const),
    value: word,
  }),
  fc.record({ key: word, is: fc.constantFrom("absent" as const, "present" as const) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant("get" as const), key: word }),
  fc.record({ type: fc.constant("range" as const), key: word, to: word, limit: fc.constant(1000) }),
  fc.record({ type: fc.constant("put" as const), key: word, value: word }),
  fc.record({
    type: fc.constant("put" as const),
    key: word,
    value: word,
    lease: fc.integer({ min: 1 }),
  }),
);
// A list changes each key once.
const steps = fc.uniqueArray(step, { maxLength: 5, selector: ({ key }) => key });

function wordsOfCompare({ key, is, value }: Compare): string[] {
  const sign = is === "equal" ? "=" : is === "not equal" ? "!=" : is;
  return value === undefined ? ["if", key, sign] : ["if", key, sign, value];
}

function wordsOfStep(step: Step): string[] {
  if (step.type === "range") return ["range", step.key, step.to!];
  if (step.type !== "put") return [step.type, step.key];
  const { type, key, value, lease } = step;
  return [type, key, value, ...(lease === undefined ? [] : ["lease", `${lease}`])];
}

/** What was drawn has no prototype. */
function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

Deno.test("kv: every transaction can be said in words, whatever its keys and values are", () => {
  fc.assert(
    fc.property(fc.array(compare, { maxLength: 4 }), steps, steps, (compares, success, failure) => {
      fc.pre(success.length + failure.length > 0);
      const words = [
        ...success.flatMap((step) => ["then", ...wordsOfStep(step)]),
        ...compares.flatMap(wordsOfCompare),
        ...failure.flatMap((step) => ["else", ...wordsOfStep(step)]),
      ];
      const command = commandOf(["txn", ...words], { absent: false });
      assertEquals(plain(command), plain({ type: "txn", compares, success, failure }));
    }),
    { seed: 1, numRuns: 500 },
  );
});

const wrong: readonly (readonly [string, string])[] = [
  ["txn", "a transaction has something to do: given nothing"],
  ["txn if a absent", 'a transaction has something to do: given "if a absent"'],
  ["txn if a", "=, !=, present or absent must follow in a transaction: given nothing"],
  ["txn if a = ", "VALUE must follow in a transaction: given nothing"],
  ["txn if a is b", 'or "KEY absent": given "is b"'],
  ["txn put a 1", 'a clause begins with if, then or else: given "put a 1"'],
  ["txn then cas a 1 2", 'or "range FROM TO": given "cas a 1 2"'],
  ["txn then put a 1 lease x", 'ID must be a whole number, 1 or more: given "x"'],
  ["txn then put a 1 then del a", 'changes each key once, and this one "a" twice'],
  ["lease", 'the form is "get KEY"'],
  ["lease grant", 'the form is "get KEY"'],
  ["lease keep 7", 'the form is "get KEY"'],
  ["lease grant soon", 'MS must be a whole number from 100 to 31536000000: given "soon"'],
  ["lease renew 0", 'ID must be a whole number, 1 or more: given "0"'],
  ["get a --lease 7", '--lease is for put: given "get a"'],
  ["lease renew 7 --id 8", '--id is for lease grant: given "lease renew 7"'],
  ["txn then get a --absent", '--absent is for cas: given "txn then get a"'],
  ["put a 1 --lease 0", "--lease must be a whole number, 1 or more"],
];

Deno.test("kv: words that make no sense are named", () => {
  for (const [words, why] of wrong) {
    assertThrows(() => asked(...words.split(" ").filter(Boolean)), UsageError, why);
  }
});

Deno.test("kv: what came of a command is told in lines, and by the exit code", () => {
  const txn = asked("txn", ..."if a = 1 then get a then range a b else del a".split(" "));
  const entries = [["a", "1"]] as const;
  const value = { succeeded: true, results: ["1", { entries, more: true }] } as const;
  assertEquals(reportOf(txn, { kind: "ok", value }), {
    out: ["then", 'get "a": "1"', 'range "a" "b"', '  "a": "1"', "  and more"],
    code: 0,
  });
  const other = { succeeded: false, results: [null] } as const;
  assertEquals(reportOf(txn, { kind: "ok", value: other }), { out: ["else", 'del "a"'], code: 1 });
  const why = "nobody knows";
  assertEquals(reportOf(asked("lease", "revoke", "7"), { kind: "unknown", why }), {
    error: "It is not known whether lease revoke 7 was done: nobody knows",
    code: 3,
  });
  const info = { id: 7, ttlMs: 5000, remainingMs: 12, keys: ["k"] };
  assertEquals(reportOf(asked("lease", "show", "7"), { kind: "ok", value: info }), {
    out: ["lease 7 of 5000 ms, 12 ms left", '  "k"'],
    code: 0,
  });
});

Deno.test("kv: a range prints its entries in order, and whether there are more", () => {
  const entries = [["a", "1"], ["b", "two\nlines"]] as const;
  assertEquals(reportOf(asked("range", "a"), { kind: "ok", value: { entries, more: true } }), {
    out: ['"a": "1"', '"b": "two\\nlines"', "and more"],
    code: 0,
  });
  const refused = { kind: "fail", why: "nobody leads" } as const;
  assertEquals(reportOf(asked("range", "a"), refused).error, 'Cannot do range "a": nobody leads');
  assertEquals(
    reportOf(asked("range", "a", "b"), refused).error,
    'Cannot do range "a" "b": nobody leads',
  );
});
