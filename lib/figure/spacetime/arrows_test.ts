import { assert, assertEquals } from "@std/assert";
import type { LossReason, Trace, TraceEvent } from "../../model/trace.ts";
import { layOut } from "./layout.ts";
import { pictureOf } from "./picture_of.ts";

const losses: readonly LossReason[] = ["lost", "partitioned", "down", "full"];

/** A message between two of `nodes` nodes, and what became of it within the moments shown. */
function sent(nodes: number, from: number, to: number, fate: string): Trace {
  const message = { message: 0, from, to, body: { type: "ask" } };
  const ends: Record<string, TraceEvent[]> = {
    "under way": [],
    "arrives later": [{ at: 50, kind: "deliver", ...message }],
    ...Object.fromEntries(losses.flatMap((why) => [
      [why, [{ at: 18, kind: "lose", ...message, why }]],
      [`${why} at once`, [{ at: 10, kind: "lose", ...message, why }]],
      [`${why} later`, [{ at: 50, kind: "lose", ...message, why }]],
    ])),
  };
  return [
    ...Array.from({ length: nodes }, (_, node): TraceEvent => (
      { at: 0, kind: "start", node, recovered: false }
    )),
    { at: 10, kind: "send", ...message, nth: 1, latencyMs: 8 },
    { at: 20, kind: "timer", node: 0, timer: "tick" },
    ...ends[fate]!,
  ];
}

const fates = [
  "under way",
  "arrives later",
  ...losses.flatMap((why) => [why, `${why} at once`, `${why} later`]),
];

for (const nodes of [3, 5, 7, 17]) {
  Deno.test(`what never arrives ends on the line of none of ${nodes} nodes`, () => {
    for (const [from, to, fate, shown] of cases(nodes)) {
      const options = { title: "t", to: 20, ...shown };
      const { arrows, lanes } = layOut(pictureOf(sent(nodes, from, to, fate), options), options);
      assertEquals(arrows.length, 1);
      const [, y] = arrows[0]!.points.at(-1)!;
      for (const [node, lane] of lanes.entries()) {
        const away = Math.abs(lane.y - y);
        assert(away >= 7, `from ${from} to ${to}, ${fate}: ${away} px from node ${node}`);
      }
      const between = lanes.filter((lane) =>
        lane.y > Math.min(y, lanes[to]!.y) && lane.y < Math.max(y, lanes[to]!.y)
      );
      assertEquals(between, [], `from ${from} to ${to}, ${fate}: it stops before another line`);
    }
  });
}

/** Every pair of nodes, every fate, also of a message that comes in from before the first moment shown. */
function cases(nodes: number) {
  const all = Array.from({ length: nodes }, (_, node) => node);
  return all.flatMap((from) =>
    all.filter((to) => to !== from).flatMap((to) =>
      fates.flatMap((fate) =>
        [{}, ...(fate.endsWith("at once") ? [] : [{ from: 12 }])].map((shown) =>
          [from, to, fate, shown] as const
        )
      )
    )
  );
}

Deno.test("messages that left together for one receiver and do not arrive are told apart", () => {
  const send = (message: number, to: number, type: string): TraceEvent => (
    { at: 10, kind: "send", message, from: 0, to, body: { type }, nth: 1, latencyMs: 8 }
  );
  const trace = [
    ...sent(3, 0, 2, "under way"),
    send(1, 2, "other"),
    send(2, 2, "third"),
    send(3, 1, "ask"),
  ];
  const options = { title: "t" };
  const { arrows } = layOut(pictureOf(trace, options), options);
  const ends = arrows.map(({ points }) => points.at(-1)!);
  assertEquals(new Set(ends.map(([, y]) => y)).size, 2);
  for (const [i, [x, y]] of ends.entries()) {
    for (const [u, v] of ends.slice(0, i)) assert(Math.hypot(x - u, y - v) >= 14, `${x} and ${u}`);
  }
});
