import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { catchUpMs } from "./catch_up.ts";

const snapshotEvery = 50;

Deno.test("the log takes as long as it is, and a snapshot as long as the state is large", () => {
  const log = [500, 1000].map((writes) => catchUpMs({ writes, keys: 10 }));
  assertGreater(log[1]!, 1.7 * log[0]!);
  const snapshot = [500, 1000].map((writes) => catchUpMs({ writes, keys: 10, snapshotEvery }));
  assertLess(Math.abs(snapshot[0]! - snapshot[1]!), 5);
  assertGreater(catchUpMs({ writes: 500, keys: 1000, snapshotEvery }), 4 * snapshot[0]!);
});

Deno.test("a little behind, the log is the shorter way, unless the state is small", () => {
  const writes = 50;
  const log = catchUpMs({ writes, keys: 1000 });
  assertLess(log, catchUpMs({ writes, keys: 1000, snapshotEvery }));
});

Deno.test("with a snapshot, only what was written after it makes a difference", () => {
  const took = [100, 200, 500].map((writes) => catchUpMs({ writes, keys: 10, snapshotEvery }));
  assertEquals(new Set(took).size, 1);
  assertLess(took[0]!, catchUpMs({ writes: 130, keys: 10, snapshotEvery }));
});
