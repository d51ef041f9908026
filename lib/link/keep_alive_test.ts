import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { KeepAlive } from "./keep_alive.ts";

Deno.test("golang 48810: a connection whose writes never end is dead after the patience, not never", () => {
  const alive = new KeepAlive({ askAfterMs: 15_000, patienceMs: 5000 }, 0);
  assertEquals(alive.tick(15_000), "ask");
  // The question lies in a buffer that nobody empties; nothing tells this machine that it was written.
  assertEquals(alive.tick(19_999), "nothing");
  assertEquals(alive.tick(20_000), "dead");
});

Deno.test("golang 39750: what is dead stays dead, whatever comes late", () => {
  const alive = new KeepAlive({ askAfterMs: 10, patienceMs: 10 }, 0);
  alive.tick(10);
  assertEquals(alive.tick(20), "dead");
  alive.heard(21);
  assertEquals([alive.tick(21), alive.dueAt], ["dead", Infinity]);
});

Deno.test("it is asked once, and anything that is heard counts as an answer", () => {
  const alive = new KeepAlive({ askAfterMs: 10, patienceMs: 10 }, 0);
  assertEquals([alive.tick(12), alive.tick(13), alive.tick(21)], ["ask", "nothing", "nothing"]);
  alive.heard(21);
  assertEquals([alive.tick(30), alive.tick(31)], ["nothing", "ask"]);
});

Deno.test("what is heard in the millisecond of the question counts, too", () => {
  const alive = new KeepAlive({ askAfterMs: 10, patienceMs: 5 }, 0);
  assertEquals(alive.tick(10), "ask");
  alive.heard(10);
  assertEquals([alive.dueAt, alive.tick(15), alive.tick(20)], [20, "nothing", "ask"]);
});

Deno.test("whoever is heard often enough is never dead, and whoever is silent is dead in time", () => {
  const time = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(
      time,
      time,
      fc.array(time, { maxLength: 30, size: "max" }),
      (askAfterMs, patienceMs, gaps) => {
        const alive = new KeepAlive({ askAfterMs, patienceMs }, 0);
        let now = 0, heardAt = 0, asked = 0;
        for (const gap of gaps) {
          for (const end = now + gap; now < end;) {
            now = Math.min(end, alive.dueAt);
            if (now === end) break;
            const advice = alive.tick(now);
            if (advice === "ask") asked++;
            if (advice !== "dead") continue;
            assertEquals(now, heardAt + askAfterMs + patienceMs);
            assertEquals(asked, 1);
            return;
          }
          // Heard at the last moment is heard.
          alive.heard(now);
          heardAt = now;
          asked = 0;
          assert(gap <= askAfterMs + patienceMs);
        }
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("rules that are none are refused", () => {
  for (const rules of [{ askAfterMs: 0, patienceMs: 1 }, { askAfterMs: 1, patienceMs: NaN }]) {
    assertThrows(() => new KeepAlive(rules, 0), RangeError, "times above 0 ms");
  }
});
