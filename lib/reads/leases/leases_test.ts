import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  elsewhere,
  type Grant,
  grant,
  lasts,
  type Lease,
  type LeaseTimes,
  longest,
  noteTaken,
  renew,
  take,
} from "./leases.ts";

/** Two clocks that run on at different speeds, and what is on its way between them. */
interface Course {
  readonly times: LeaseTimes;
  /** How fast the grantor's and the holder's clocks run. */
  readonly speeds: readonly [number, number];
  /** What happens next, and how much later. */
  readonly steps: readonly (readonly [kind: number, ms: number, which: number])[];
}

const courses: fc.Arbitrary<Course> = fc.record({
  times: fc.record({
    leaseMs: fc.integer({ min: 1, max: 100 }),
    guardMs: fc.integer({ min: 1, max: 100 }),
    drift: fc.constant(0.2),
  }),
  speeds: fc.tuple(
    fc.double({ min: 0.8, max: 1.2, noNaN: true }),
    fc.double({ min: 0.8, max: 1.2, noNaN: true }),
  ),
  steps: fc.array(
    fc.tuple(fc.nat(5), fc.integer({ min: 0, max: 60 }), fc.nat(20)),
    { minLength: 10, maxLength: 60 },
  ),
});

/** Lets messages come late, twice, in any order or never; the moments in which a holder had what nobody granted. */
function outlived({ times, speeds: [fast, slow], steps }: Course, holder = times): number[] {
  let now = 0, guards = 0, granted: Grant<number> | undefined, lease: Lease<number> | undefined;
  const replies: { at: number; count: number }[] = [];
  const promises: { heard: { at: number; count: number }; turn: number }[] = [],
    taken: number[] = [];
  const wrong: number[] = [];
  for (const [kind, ms, which] of steps) {
    now += ms;
    const grantor = now * fast, own = now * slow;
    if (granted !== undefined && grantor >= granted.until) granted = undefined;
    if (granted === undefined && lease !== undefined && lasts(lease, own)) wrong.push(now);
    const pick = <E>(all: readonly E[]): E | undefined => all[which % Math.max(1, all.length)];
    if (kind === 0 && !(lease !== undefined && lasts(lease, own))) {
      const heard = { at: own, count: ++guards };
      lease = { number: 1, heard, bar: 0, turn: 0, until: null };
      replies.push(heard);
    } else if (kind === 1 && granted === undefined) {
      const heard = pick(replies);
      if (heard === undefined) continue;
      granted = grant(1, heard, grantor, times);
      promises.push({ heard, turn: 1 });
    } else if (kind === 2 && granted?.answered) {
      renew(granted, times);
      promises.push({ heard: granted.heard, turn: granted.turn });
    } else if (kind === 3 && lease !== undefined) {
      const promise = pick(promises);
      if (promise === undefined) continue;
      if (take(lease, promise.heard, promise.turn, own, holder)) taken.push(promise.turn);
    } else if (kind === 4 && granted !== undefined) {
      const turn = pick(taken);
      if (turn !== undefined) noteTaken(granted, turn, grantor, times);
    }
  }
  return wrong;
}

Deno.test("leases: no holder has one that its grantor takes for over, whatever comes late, twice or never", () => {
  fc.assert(
    fc.property(courses, (course) => assertEquals(outlived(course), [])),
    { numRuns: 5000 },
  );
});

Deno.test("leases: a holder that counts longer than its grantor is seen to", () => {
  const found = fc.check(
    fc.property(courses, (course) => {
      const { leaseMs } = course.times;
      return outlived(course, { ...course.times, leaseMs: 3 * leaseMs }).length === 0;
    }),
    { numRuns: 5000, seed: 1 },
  );
  assert(found.failed);
});

Deno.test("leases: the first promise is taken for some time after the guard, and no other guard's", () => {
  const times = { leaseMs: 10, guardMs: 5, drift: 0 };
  const heard = { at: 100, count: 1 };
  const fresh = (): Lease<number> => ({ number: 1, heard, bar: 0, turn: 0, until: null });
  assert(take(fresh(), heard, 1, 105, times));
  assert(!take(fresh(), heard, 1, 105.1, times));
  assert(!take(fresh(), { at: 100, count: 2 }, 1, 101, times));
  assert(!take(fresh(), { at: 99, count: 1 }, 1, 101, times));
  assert(!take(fresh(), heard, 2, 101, times));
});

Deno.test("leases: a later promise is taken while the one before lasts; one that comes again lengthens nothing", () => {
  const times = { leaseMs: 10, guardMs: 5, drift: 0 };
  const lease: Lease<number> = {
    number: 1,
    heard: { at: 0, count: 1 },
    bar: 0,
    turn: 0,
    until: null,
  };
  assert(take(lease, lease.heard, 1, 3, times));
  assertEquals(lease.until, 13);
  assert(take(lease, lease.heard, 1, 9, times));
  assertEquals(lease.until, 13);
  assert(take(lease, lease.heard, 2, 12, times));
  assertEquals([lease.until, lasts(lease, 21.9), lasts(lease, 22)], [22, true, false]);
  assert(!take(lease, lease.heard, 3, 22, times));
});

Deno.test("leases: none is held for longer than a grantor waits that has crashed and forgotten it", () => {
  const times = { leaseMs: 10, guardMs: 1, drift: 0 }, heard = { at: 0, count: 1 };
  const granted = grant(1, heard, 0, times);
  const lease: Lease<number> = { number: 1, heard, bar: 0, turn: 0, until: null };
  assert(take(lease, heard, 1, 0, times));
  noteTaken(granted, 1, 0, times);
  renew(granted, times);
  assert(take(lease, heard, 2, 9, times));
  // A guard and a lease would be 11.
  assertEquals([lease.until, granted.until, longest(times)], [19, 20, 20]);
  assertEquals(longest({ leaseMs: 10, guardMs: 30, drift: 0 }), 40);
});

Deno.test("leases: a time is longer elsewhere by what both clocks may drift", () => {
  assertEquals(elsewhere(90, 0), 90);
  // 90 ms of a clock that loses a tenth are 100 ms; one that gains a tenth shows 110 then.
  assertEquals(Math.round(elsewhere(90, 0.1) * 1e6) / 1e6, 110);
});
