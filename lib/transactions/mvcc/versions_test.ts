import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Log, naiveIsNewer, naiveReadAt, naiveScanAt } from "./naive.ts";
import {
  collect,
  newerThan,
  put,
  readAt,
  scanAt,
  type Version,
  type Versions,
  writtenBy,
} from "./versions.ts";

const keys = ["a", "b", "c"] as const, last = 12;

/** Logs in which no key has two versions at one time. */
const logs = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom(...keys),
    at: fc.integer({ min: 1, max: last }),
    by: fc.nat({ max: 9 }),
    value: fc.option(fc.nat({ max: 99 })),
  }),
  { selector: ({ key, at }) => `${key} ${at}`, maxLength: 20 },
);

function made(log: Log): Versions {
  const versions: Versions = new Map();
  for (const { key, at, by, value } of log) put(versions, key, { at, by, value });
  return versions;
}

/** All that can be seen from a timestamp on. */
function seen(
  read: (key: string, at: number) => unknown,
  scan: (from: string, to: string, at: number) => unknown,
  from: number,
): unknown[] {
  const found: unknown[] = [];
  for (let at = from; at <= last + 1; at++) {
    for (const key of keys) found.push(read(key, at), scan("a", key, at), scan(key, "d", at));
  }
  return found;
}

Deno.test("whoever reads or scans at a timestamp sees what a look through all that was written sees", () => {
  fc.assert(
    fc.property(logs, (log) => {
      const versions = made(log);
      assertEquals(
        seen((...of) => readAt(versions, ...of), (...of) => scanAt(versions, ...of), 0),
        seen((...of) => naiveReadAt(log, ...of), (...of) => naiveScanAt(log, ...of), 0),
      );
      for (const key of keys) {
        for (let at = 0; at <= last; at++) {
          assertEquals(newerThan(versions, key, at) !== undefined, naiveIsNewer(log, key, at));
        }
      }
    }),
    { seed: 16, numRuns: 300 },
  );
});

Deno.test("who reads at the oldest snapshot in use or later does not notice what is collected, and no less would do", () => {
  fc.assert(
    fc.property(logs, fc.nat({ max: last + 1 }), (log, oldest) => {
      const versions = made(log), whole = made(log);
      const gone = collect(versions, oldest);
      const after = seen(
        (...of) => readAt(versions, ...of),
        (...of) => scanAt(versions, ...of),
        oldest,
      );
      assertEquals(
        after,
        seen((...of) => readAt(whole, ...of), (...of) => scanAt(whole, ...of), oldest),
      );
      const count = (all: Versions) => [...all.values()].flat().length;
      assertEquals(count(versions), log.length - gone);
      // One version at most that is not after the snapshot, and no deletion.
      for (const [key, all] of versions) {
        const old: Version[] = all.filter(({ at }) => at <= oldest);
        assert(all.length > 0 && old.length <= 1 && old[0]?.value !== null, key);
      }
    }),
    { seed: 17, numRuns: 300 },
  );
});

Deno.test("a version that is written again changes nothing; another at its time is refused", () => {
  const versions = made([{ key: "a", at: 3, by: 1, value: 7 }]);
  put(versions, "a", { at: 3, by: 1, value: 7 });
  assertEquals(versions.get("a"), [{ at: 3, by: 1, value: 7 }]);
  assertEquals(writtenBy(versions, "a", 1)?.at, 3);
  assertEquals(writtenBy(versions, "a", 2), undefined);
  assertThrows(
    () => put(versions, "a", { at: 3, by: 2, value: 8 }),
    RangeError,
    "Cannot write a because its versions must be at different times: given two at 3",
  );
});
