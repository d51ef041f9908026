import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Interval, onlyKey } from "./interval.ts";
import { excludes, isAtLeast, type Mode } from "./mode.ts";
import { ask, blockersOf, grant, heldIn, isWaiting, type Lock, noLocks, release } from "./table.ts";

const KEYS = ["a", "b", "c", "d"];

/** What has been asked for and not released, in this order, and granted or not. */
interface Told extends Lock {
  granted: boolean;
  upgrade: boolean;
}

/** The twin: it looks at each key of each lock, and knows only the list of what was asked for. */
class Naive {
  list: Told[] = [];

  private shares(a: Interval, b: Interval): boolean {
    return KEYS.some((key) => key >= a.from && key < a.to && key >= b.from && key < b.to);
  }

  private had(lock: Lock): boolean {
    return this.list.some(({ owner, mode, interval, granted }) =>
      granted && owner === lock.owner && isAtLeast(mode, lock.mode) &&
      interval.from <= lock.interval.from && lock.interval.to <= interval.to
    );
  }

  ask(lock: Lock): void {
    const isAsked = this.list.some((each) =>
      !each.granted && JSON.stringify([each.owner, each.mode, each.interval]) ===
        JSON.stringify([lock.owner, lock.mode, lock.interval])
    );
    if (isAsked || this.had(lock)) return;
    const upgrade = this.list.some((each) =>
      each.granted && each.owner === lock.owner && this.shares(each.interval, lock.interval)
    );
    this.list.push({ ...lock, granted: false, upgrade });
  }

  blockers(lock: Told): string[] {
    const mine = this.list.indexOf(lock);
    return this.list.filter((each, place) => {
      if (each.owner === lock.owner || !this.shares(each.interval, lock.interval)) return false;
      if (each.granted) return excludes(each.mode, lock.mode);
      const isBefore = each.upgrade === lock.upgrade ? place < mine : each.upgrade;
      return isBefore && (excludes(each.mode, lock.mode) || excludes(lock.mode, each.mode));
    }).map(({ owner }) => owner);
  }

  grant(): void {
    for (;;) {
      const next = this.list.find((each) => !each.granted && this.blockers(each).length === 0);
      if (next === undefined) return;
      next.granted = true;
    }
  }

  release(owner: string, mode?: Mode): void {
    this.list = this.list.filter((each) =>
      each.owner !== owner || (each.granted && mode !== undefined && each.mode !== mode)
    );
  }

  /** For each owner and each key the strongest lock. */
  held(): string[] {
    return strongest(this.list.filter(({ granted }) => granted));
  }
}

function strongest(locks: Iterable<Lock>): string[] {
  const best = new Map<string, Mode>();
  for (const { owner, interval, mode } of locks) {
    for (const key of KEYS.filter((key) => key >= interval.from && key < interval.to)) {
      const before = best.get(`${owner} ${key}`);
      if (before === undefined || isAtLeast(mode, before)) best.set(`${owner} ${key}`, mode);
    }
  }
  return [...best].map(([who, mode]) => `${who} ${mode}`).sort();
}

const owners = fc.constantFrom("1", "2", "3", "4");
const modes = fc.constantFrom<Mode>("shared", "update", "exclusive");
const places = fc.oneof(
  fc.constantFrom(...KEYS).map(onlyKey),
  fc.constantFrom({ from: "a", to: "c" }, { from: "b", to: "e" }, { from: "c", to: "c" }),
);
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ owner: owners, mode: modes, interval: places }) },
    { weight: 1, arbitrary: fc.record({ owner: owners }) },
  ),
  { maxLength: 25 },
);

Deno.test("the table grants what its naive twin grants, and says who waits for whom", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const table = noLocks(), naive = new Naive();
      for (const step of all) {
        if ("mode" in step) {
          ask(table, step);
          if (step.interval.from < step.interval.to) naive.ask(step);
        } else {
          release(table, step.owner);
          naive.release(step.owner);
        }
        grant(table);
        naive.grant();
        assertEquals(strongest(heldIn(table)), naive.held());
        for (const owner of ["1", "2", "3", "4"]) {
          const waits = naive.list.filter((each) => !each.granted && each.owner === owner);
          assertEquals(isWaiting(table, owner), waits.length > 0);
          const blockers = new Set(waits.flatMap((each) => naive.blockers(each)));
          assertEquals(blockersOf(table, owner), [...blockers].sort());
        }
      }
    }),
    { seed: 21, numRuns: 600 },
  );
});

Deno.test("no two hold what excludes each other, and whoever waits is granted when all others have gone", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const table = noLocks();
      for (const step of all) {
        if ("mode" in step) ask(table, step, (a, b) => a < b);
        else release(table, step.owner);
        grant(table);
        const held = [...heldIn(table)];
        for (const a of held) {
          for (const b of held) {
            const apart = a.owner === b.owner || a.interval.to <= b.interval.from ||
              b.interval.to <= a.interval.from;
            assertEquals(apart || !excludes(a.mode, b.mode) || !excludes(b.mode, a.mode), true);
          }
        }
      }
      for (const owner of ["1", "2", "3", "4"]) {
        release(table, owner);
        grant(table);
      }
      assertEquals(table, noLocks());
    }),
    { seed: 21, numRuns: 300 },
  );
});
