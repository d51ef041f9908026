import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { EventQueue } from "../../../sim/queue.ts";
import { inTurn, type Schedule, type ServerQueue, sharing } from "./queue.ts";
import { paceOf } from "./work.ts";

type Job = readonly [at: number, work: number];

/** When each job ends. */
function ends(make: (schedule: Schedule) => ServerQueue, jobs: readonly Job[]): number[] {
  const events = new EventQueue(), done = jobs.map(() => NaN);
  const queue = make((at, token) => events.push(at, 1, token, 0, 0, undefined));
  jobs.forEach(([at], job) => events.push(at, 0, job, 0, 0, undefined));
  while (events.pop()) {
    const { kind, a, time } = events;
    if (kind === 0) queue.arrive(a, jobs[a]![1], time);
    else {
      const job = queue.due(a, time);
      if (job >= 0) done[job] = time;
    }
  }
  assertEquals(queue.length, 0);
  return done;
}

const one = paceOf(1);

Deno.test("a worker takes requests in turn, and two workers take two", () => {
  const jobs: Job[] = [[0, 10], [1, 5], [2, 1]];
  assertEquals(ends((schedule) => inTurn(one, 1, schedule), jobs), [10, 15, 16]);
  assertEquals(ends((schedule) => inTurn(one, 2, schedule), jobs), [10, 6, 7]);
  assertEquals(ends((schedule) => inTurn(paceOf(2), 1, schedule), jobs), [5, 7.5, 8]);
});

Deno.test("those that share a server have half of it each, and the short one is out first", () => {
  // From 2 on both have half: the second ends at 2 + 2 · 3, and the first has 10 − 2 − 3 left.
  assertEquals(ends((schedule) => sharing(one, schedule), [[0, 10], [2, 3]]), [13, 8]);
  assertEquals(ends((schedule) => sharing(one, schedule), [[0, 4], [0, 4], [100, 1]]), [8, 8, 101]);
});

Deno.test("a pause delays who is worked on, in turn or sharing", () => {
  const pace = paceOf(1, { everyMs: 100, forMs: 50 });
  assertEquals(ends((schedule) => inTurn(pace, 1, schedule), [[40, 20], [60, 10]]), [110, 120]);
  assertEquals(ends((schedule) => sharing(pace, schedule), [[40, 20], [60, 10]]), [120, 120]);
});

Deno.test("shared or in turn, a server is busy for as long, and nobody ends before its work is done", () => {
  const jobs = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })), { minLength: 1 });
  fc.assert(fc.property(jobs, (all) => {
    const turn = ends((schedule) => inTurn(one, 1, schedule), all);
    const shared = ends((schedule) => sharing(one, schedule), all);
    assert(Math.abs(Math.max(...turn) - Math.max(...shared)) < 1e-6);
    all.forEach(([at, work], job) => {
      for (const end of [turn[job]!, shared[job]!]) assert(end >= at + work - 1e-6);
    });
  }));
});
