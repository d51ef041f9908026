import { assert, assertEquals } from "@std/assert";
import { evenRanges, keyOf, nodesUpTo, worldOf } from "./kit/stage.ts";
import type { DrivenMessage } from "./messages.ts";
import { uponReported } from "./reports.ts";
import type { Turn } from "./turn.ts";

type Report = Extract<DrivenMessage, { type: "report" }>;

/** The reports of node 2, whose ranges are as many as these, for as long. */
function reportsOf(groups: number, forMs: number, values: readonly string[] = []): Report[] {
  const reports: Report[] = [];
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups, nodes: nodesUpTo(3) }),
      driver: { members: [0, 1, 2], splitBytes: 1000, splitOps: Infinity, restsOtherwise: true },
    },
    nodes: 3,
    workload: [
      values.map((value, i) => ({ at: 2000, input: { type: "put", key: keyOf(i), value } })),
    ],
    tap({ body }) {
      const message = body as DrivenMessage;
      if (message.type === "report") reports.push(message);
    },
  });
  world.run(forMs);
  return reports;
}

Deno.test("of many replicas a report names some, and the reports after it name the others", () => {
  const named = new Set(
    reportsOf(40, 8000).flatMap(({ holds }) => holds.map(({ group }) => group)),
  );
  assertEquals(named.size, 40);
  for (const { holds } of reportsOf(40, 2000)) assert(holds.length <= 16, `${holds.length}`);
});

Deno.test("a range that is too large is to be split at the key with half of its keys before it", () => {
  const values = Array.from({ length: 21 }, () => "v".repeat(100));
  const [middle] = reportsOf(1, 6000, values).flatMap(({ ranges }) =>
    ranges.flatMap(({ middle }) => middle ?? [])
  );
  // It is told while clients write, when the range has just come above its bound, or when all is there.
  assert(middle !== undefined && middle >= keyOf(3) && middle <= keyOf(10), middle);
});

Deno.test("an earlier leader of the driver, whose answer comes late, is not believed", () => {
  const part = { toldTerm: 5, leader: 1, reports: 7, unanswered: [{ group: 3 }], told: new Map() };
  const turn = { s: { driver: part } } as unknown as Turn;
  uponReported(turn, { from: 2, number: 7, term: 4, lost: [], stale: [] });
  assertEquals([part.leader, part.unanswered.length, part.told.size], [1, 1, 0]);
});
