import { assertEquals, assertThrows } from "@std/assert";
import { leastTimes, timesBySite, timesOf } from "./by_site.ts";
import { FIVE_SITES, underLoad } from "./load.ts";

const forMs = 2000;

Deno.test("where nothing interferes all commands take what arithmetic says", () => {
  for (const by of ["epaxos", 0, 3] as const) {
    const times = timesBySite({ by, conflict: 0, forMs });
    assertEquals(times.map(({ executeMedian }) => executeMedian), leastTimes(by));
    assertEquals(times.map(({ execute99 }) => execute99), leastTimes(by));
  }
});

Deno.test("a command is executed no sooner than it is decided, and a fast one is decided in one round trip", () => {
  const { done } = underLoad({ by: "epaxos", conflict: 1, forMs });
  const least = leastTimes("epaxos");
  for (const { site, slow, commitMs, executeMs } of done) {
    assertEquals(executeMs >= commitMs, true);
    if (!slow) assertEquals(commitMs <= Math.max(...FIVE_SITES[site]!), true);
    assertEquals(commitMs >= least[site]!, true);
  }
  assertEquals(done.some(({ slow }) => slow), true);
  assertEquals(timesOf(done).executeMedian > timesOf(done).commitMedian, true);
});

Deno.test("who goes by the first replies is decided after two round trips at most, and is fast less often", () => {
  const run = (hopeful: boolean) =>
    underLoad({ by: "epaxos", conflict: 1, forMs, options: { hopeful } }).done;
  const least = leastTimes("epaxos"), first = run(false), hoping = run(true);
  for (const { site, slow, commitMs } of first) {
    assertEquals(commitMs, (slow ? 2 : 1) * least[site]!);
  }
  const slow = (done: typeof first) => done.filter((each) => each.slow).length;
  assertEquals(slow(first) >= slow(hoping), true);
  assertEquals(timesOf(first).commit99 < timesOf(hoping).commit99, true);
});

Deno.test("the same commands come to whoever decides", () => {
  const load = { conflict: 0.5, forMs } as const;
  const asked = (by: "epaxos" | 1) =>
    underLoad({ ...load, by }).done.map(({ site, hot }) => [site, hot]);
  assertEquals(asked("epaxos"), asked(1));
});

Deno.test("loads that make no sense are refused", () => {
  const load = { by: "epaxos", conflict: 0 } as const;
  assertThrows(() => underLoad({ ...load, conflict: 2 }), RangeError, "from 0 to 1: given 2");
  assertThrows(() => underLoad({ ...load, by: 5 }), RangeError, "0 to 4: given 5");
  assertThrows(() => underLoad({ ...load, perSecond: 0 }), RangeError, "perSecond");
  assertThrows(() => underLoad({ ...load, forMs: 0 }), RangeError, "forMs");
  assertThrows(() => underLoad({ ...load, rtt: [[0, 1], [1, 0]] }), RangeError, "rtt");
  assertThrows(() => leastTimes(7), RangeError, "one of the sites: given 7");
});
