import { assert, assertEquals, assertThrows } from "@std/assert";
import { answeredBeside, FIRST_VIEW_MS, requestAmong } from "./liveness.ts";

Deno.test("leaders in turn: f replicas that are down can stand so that four loyal ones never lead in a row", () => {
  const spread = [[4, [0]], [7, [0, 3]], [10, [0, 3, 6]], [13, [0, 3, 6, 9]]] as const;
  for (const [replicas, down] of spread) assertEquals(answeredBeside({ replicas, down }), 0);
  const together = [[7, [0, 1]], [10, [0, 1, 2]], [13, [0, 1, 2, 3]]] as const;
  for (const [replicas, down] of together) assertEquals(answeredBeside({ replicas, down }), 3);
  for (const [replicas, down] of spread) {
    assertEquals(answeredBeside({ replicas, down, tenure: 4 }), 3);
  }
});

Deno.test("times that double reach what messages need, and times that do not never do", () => {
  const views = [10, 50, 100, 200, 400].map((ms) => requestAmong(ms, { doubles: true }));
  assertEquals(views.map(({ view }) => view), [1, 2, 3, 4, 5]);
  assert(views.every(({ answeredMs }) => answeredMs !== undefined));
  assert(50 > FIRST_VIEW_MS);
  assertEquals(requestAmong(10, { doubles: false }).view, 1);
  const never = requestAmong(50, { doubles: false });
  assertEquals(never.answeredMs, undefined);
  assert(never.view > 500);
});

Deno.test("leaders and messages that there are not are refused", () => {
  assertThrows(() => answeredBeside({ replicas: 4, down: [4] }), RangeError, "node must be");
  assertThrows(() => answeredBeside({ replicas: 4, down: [], tenure: 0 }), RangeError, "tenure");
  assertThrows(() => requestAmong(0, { doubles: true }), RangeError, "Cannot ask where messages");
});
