import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../command/usage_error.ts";
import { parseRecord } from "./arguments.ts";

Deno.test("a database and its level are words, the rest are options", () => {
  const parsed = parseRecord([
    ...["postgres", "repeatable", "read", "--workload", "write skew", "--seed", "3"],
    ...["--transactions", "40", "--clients", "4", "--hang-ups", "10"],
  ]);
  assertEquals(parsed.book ? parsed : [parsed.kind.begin, parsed.wanted, parsed.out], [
    "BEGIN ISOLATION LEVEL REPEATABLE READ",
    { workload: "write skew", seed: 3, transactions: 40, clients: 4, hangUps: 10 },
    undefined,
  ]);
  assertEquals(parseRecord(["--book"]), { book: true });
});

Deno.test("what makes no sense is refused in one line", () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [[], "given nothing"],
    [["postgres"], '"postgres repeatable read"'],
    [["postgres", "snapshot"], 'given "postgres snapshot"'],
    [["sqlite", "deferred", "--hang-ups", "1"], "--hang-ups goes with postgres"],
    [["sqlite", "deferred", "--workload", "bonk"], "--workload must be one of list-append"],
    [["sqlite", "deferred", "--book"], "--book goes with no database"],
  ];
  for (const [args, words] of wrong) {
    const error = assertThrows(() => parseRecord(args), UsageError, words);
    assertEquals(error.message.split("\n").length, 1);
  }
});
