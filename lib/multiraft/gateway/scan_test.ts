import { assert, assertEquals } from "@std/assert";
import { mostEntryUnits } from "../../replicated/store/limits.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Message } from "../messages.ts";
import { multiraft } from "../multiraft.ts";
import type { Entries, Operation, RangeAnswer } from "../range/commands.ts";

const name = (i: number) => `k${`${i}`.padStart(3, "0")}`;

/** As many ranges, the last of which hold what is put, and what one client is answered that asks for this. */
function answers(ranges: number, asked: readonly Operation[]): [RangeAnswer, number][] {
  const world = new World({
    protocol: multiraft({
      ranges: Array.from({ length: ranges }, (_, i) => ({
        group: i + 1,
        start: i === 0 ? "" : name(i),
        end: i === ranges - 1 ? null : name(i + 1),
        members: [0, 1, 2],
      })),
      maxTries: 10,
    }),
    nodes: 3,
    seed: 1,
    network: { latency: constant(1) },
    clients: {
      workload: [[{ at: 1500, input: asked[0]! }, ...asked.slice(1).map((input) => ({ input }))]],
      ask: (operation): Message => ({ type: "ask", operation: operation as Operation }),
      timeoutMs: 60_000,
    },
  });
  world.run(6_000);
  return world.history.map(({ output, invokedAt, endedAt }) => [
    output as RangeAnswer,
    endedAt - invokedAt,
  ]);
}

Deno.test("a scan over more ranges than a gateway asks times is answered, and waits for none of them twice", () => {
  const put = { type: "put", key: name(14), value: "last" } as const;
  const scan = { type: "scan", key: "", end: null, limit: 10 } as const;
  const [, , [answer, ms]] = answers(15, [put, scan, scan]) as [
    unknown,
    unknown,
    [Entries, number],
  ];
  const { value } = answer as unknown as { value: Entries };
  assertEquals([value.entries, value.more], [[[put.key, "last"]], false]);
  // A range is asked and answers, and it asks its followers whether it leads: some ms each.
  assert(ms < 15 * 10, `${ms}`);
});

Deno.test("a scan that has found much ends, in a range and after it, and goes on where it has ended", () => {
  const value = "x".repeat(mostEntryUnits * 0.4);
  const keys = ["k000a", "k000b", "k000c", "k001", "k002"];
  const puts = keys.map((key) => ({ type: "put", key, value } as const));
  const scan = (key: string) => ({ type: "scan", key, end: null, limit: 10 } as const);
  const seen = answers(3, [...puts, scan(""), scan("k000c"), scan("k001")]).slice(-3).map(
    ([answer]) => {
      const { entries, more } = (answer as unknown as { value: Entries }).value;
      return [entries.map(([key]) => key), more];
    },
  );
  assertEquals(seen, [
    [["k000a", "k000b"], true],
    [["k000c", "k001", "k002"], false],
    [["k001", "k002"], false],
  ]);
});
