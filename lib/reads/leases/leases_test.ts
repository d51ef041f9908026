import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  elsewhere,
  type Grant,
  grant,
  type Heard,
  isLater,
  isSame,
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
    fc.tuple(fc.nat(7), fc.integer({ min: 0, max: 60 }), fc.nat(20)),
    { minLength: 10, maxLength: 60, size: "max" },
  ),
});

/** What may be wrong in a course. */
interface Flaw {
  /** How long the holder counts a lease. */
  readonly holderMs?: number;
  /** Whether a grant takes the place of another. */
  readonly replaces?: typeof isLater;
}

/** Lets messages come late, twice, in any order or never; the moments in which a holder had what nobody granted. */
function outlived({ times, speeds: [fast, slow], steps }: Course, flaw: Flaw = {}): number[] {
  const { holderMs = times.leaseMs, replaces = isLater } = flaw;
  let now = 0, guards = 0, granted: Grant<number> | undefined, lease: Lease<number> | undefined;
  const replies: Heard[] = [], revokes: Heard[] = [], revoked: Heard[] = [];
  const promises: { heard: Heard; turn: number }[] = [], taken: typeof promises = [];
  const wrong: number[] = [];
  for (const [kind, ms, which] of steps) {
    now += ms;
    const grantor = now * fast, own = now * slow;
    if (granted !== undefined && grantor >= granted.until) granted = undefined;
    if (granted === undefined && lease !== undefined && lasts(lease, own)) wrong.push(now);
    const pick = <E>(all: readonly E[]): E | undefined => all[which % Math.max(1, all.length)];
    const heard = pick(kind === 1 ? replies : kind === 6 ? revokes : revoked);
    if (kind === 0 && !(lease !== undefined && lasts(lease, own))) {
      const heard = { at: own, count: ++guards };
      lease = { number: 1, heard, bar: 0, turn: 0, until: null };
      replies.push(heard);
    } else if (kind === 1 && heard !== undefined) {
      if (granted !== undefined && !replaces(heard, granted.heard)) continue;
      granted = grant(1, heard, grantor, times);
      promises.push({ heard, turn: 1 });
    } else if (kind === 2 && granted?.answered) {
      renew(granted, times);
      promises.push({ heard: granted.heard, turn: granted.turn });
    } else if (kind === 3 && lease !== undefined) {
      const promise = pick(promises);
      if (promise === undefined) continue;
      const { heard, turn } = promise;
      if (take(lease, heard, turn, own, { ...times, leaseMs: holderMs })) taken.push(promise);
    } else if (kind === 4 && granted !== undefined) {
      const reply = pick(taken);
      if (reply === undefined || !isSame(reply.heard, granted.heard)) continue;
      noteTaken(granted, reply.turn, grantor, times);
    } else if (kind === 5 && granted !== undefined) {
      revokes.push(granted.heard);
    } else if (kind === 6 && heard !== undefined) {
      if (lease !== undefined && isSame(lease.heard, heard)) lease = undefined;
      revoked.push(heard);
    } else if (kind === 7 && heard !== undefined) {
      if (granted !== undefined && isSame(granted.heard, heard)) granted = undefined;
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
      return outlived(course, { holderMs: 3 * leaseMs }).length === 0;
    }),
    { numRuns: 5000, seed: 1 },
  );
  assert(found.failed);
});

Deno.test("leases: a grant that takes the place of one whose guard was heard later is seen to", () => {
  const times = { leaseMs: 100, guardMs: 100, drift: 0 };
  // Two guards are heard; the second reply comes first, and its promise is taken; then the lease is wanted back.
  const steps = ([[0, 0], [0, 0], [1, 1], [1, 0], [3, 0], [5, 0], [6, 0], [7, 0], [2, 0]] as const)
    .map(([kind, which]) => [kind, 1, which] as const);
  const course: Course = { times, speeds: [1, 1], steps };
  assertEquals(outlived(course, { replaces: () => true }), [9]);
  assertEquals(outlived(course), []);
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
