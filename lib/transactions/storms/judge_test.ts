import { assertEquals, assertMatch } from "@std/assert";
import type { Snapshot } from "../../model/invariant.ts";
import { Random } from "../../sim/random.ts";
import type { Outcome } from "../client.ts";
import type { Operations } from "../operation.ts";
import { isolated, solvent, transactionsOf } from "./judge.ts";
import { BALANCE, bankWork, KEYS, lastLook, listWork, opening } from "./work.ts";

/** What was asked at the same time, by one client each, and answered. */
function seen(...all: readonly (readonly [Operations, Outcome?])[]): Snapshot<unknown> {
  const history = all.map(([input, output], id) => ({
    id,
    process: id,
    input,
    invokedAt: 0,
    endedAt: output === undefined ? Infinity : 9,
    outcome: output === undefined
      ? "unknown" as const
      : output.ok
      ? "ok" as const
      : "fail" as const,
    ...(output?.ok ? { output } : {}),
  }));
  return { at: 10, states: [], history };
}

const ok = (...results: readonly (number | readonly number[] | null)[]): Outcome => ({
  ok: true,
  results,
});
const read = (key: string) => ({ type: "read", key }) as const;
const append = (key: string, value: number) => ({ type: "append", key, value }) as const;

Deno.test("write skew is snapshot isolation and not serializable", () => {
  const skew = seen(
    [[read("a"), append("b", 1)], ok(null, null)],
    [[read("b"), append("a", 2)], ok(null, null)],
    [[read("a"), read("b")], ok([2], [1])],
  );
  assertEquals(isolated("snapshot isolation").check(skew), undefined);
  assertMatch(isolated("serializable").check(skew)!.words, /G2-item|write skew/);
});

Deno.test("only transactions on lists are judged by their cycles, answered or not", () => {
  const snapshot = seen([[append("a", 1)]], [opening, ok(null)], [[read("a")], ok([1])], [[
    read("a"),
  ], { ok: false, why: "aborted", words: "" }]);
  assertEquals(transactionsOf(snapshot.history).map(({ outcome }) => outcome), [
    "unknown",
    "ok",
    "fail",
  ]);
  const [known] = snapshot.history;
  const output: Outcome = { ok: false, why: "unknown", words: "" };
  const [told] = transactionsOf([{ ...known!, endedAt: 9, outcome: "ok", output }]);
  assertEquals([told!.outcome, told!.endedAt, told!.process], ["unknown", Infinity, -1]);
});

Deno.test("who reads all accounts sees what there is, nothing before they are opened, and none overdrawn", () => {
  const all = KEYS.map(read);
  const said = (...held: readonly (number | null)[]) =>
    solvent.check(seen([all, ok(...held)]))?.words;
  assertEquals(said(20, 20, 20, 20), undefined);
  assertEquals(said(null, null, null, null), undefined);
  assertEquals(said(21, 20, 20, 20), "somebody reads a 21, b 20, x 20, y 20, which is 81 in all");
  assertEquals(said(-1, 41, 20, 20), "somebody reads a -1, b 41, x 20, y 20, which is 80 in all");
});

Deno.test("workloads follow from their seed, and write no value twice", () => {
  const made = (seed: number) =>
    [0, 1, 2].flatMap((client) => listWork(new Random(seed), client, 20));
  assertEquals(made(1), made(1));
  const appended = made(1).flatMap(({ input }) => input as Operations).flatMap((operation) =>
    operation.type === "append" ? [operation.value] : []
  );
  assertEquals(new Set(appended).size, appended.length);
  assertEquals((lastLook(9).input as Operations).length, KEYS.length);
  const bank = bankWork(new Random(1), 50).flatMap(({ input }) => input as Operations);
  const added = bank.reduce((sum, each) => sum + (each.type === "add" ? each.amount : 0), 0);
  assertEquals([added, BALANCE], [0, 20]);
});
