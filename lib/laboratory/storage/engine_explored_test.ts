/** Right engines above careless disks, and wrong ones above a right disk. CPU: 2 s. */

import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { Disk } from "../../storage/disk/disk.ts";
import { Naive } from "../../storage/engine/naive.ts";
import { anyNames, careful, carelessness, withoutFolderSync, withoutSyncOf } from "./careless.ts";
import { exploreEngine } from "./engine_explored.ts";
import { smallEngines } from "./small_engines.ts";

const kinds = smallEngines, naive = kinds["map in memory"]!;

for (const [name, kind] of Object.entries(kinds)) {
  Deno.test(`${name}: no crash breaks a promise, and none after any sync that fails`, () => {
    const failing = { ...careful, needsFailure: true };
    for (
      const [isBegun, careless] of [[false, failing], [false, anyNames], [true, anyNames]] as const
    ) {
      const report = exploreEngine({ ...kind, isBegun, careless });
      assertEquals(report.breach, undefined);
      assert(report.isComplete && report.operations > 20 && report.tried > 40);
      assertEquals(report.failures > 5, careless === failing);
    }
  });

  Deno.test(`${name}: nor does another crash after the first`, () => {
    const budget = { perCrash: 6, perFurtherCrash: 3, depth: 1, inAll: 800 };
    const { breach, tried } = exploreEngine({ ...kind, disk: { sectorBytes: 32 }, budget });
    assertEquals(breach, undefined);
    assert(tried > 500, `${tried} tried`);
  });

  for (const careless of carelessness.slice(2)) {
    Deno.test(`${name}: it is found out that ${careless.words}`, () => {
      const { breach } = exploreEngine({ ...kind, careless });
      assertMatch(breach ?? "no crash", /A crash before operation.*\nThen: (it holds|Cannot read)/);
    });
  }
}

Deno.test("a tree in one file needs no names once it has begun, and the others do again and again", () => {
  const found = Object.values(kinds).map((kind) =>
    exploreEngine({ ...kind, isBegun: true, careless: withoutFolderSync }).breach === undefined
  );
  assertEquals(found, [false, false, true, false]);
});

Deno.test("what is lost is told in batches and entries", () => {
  const careless = withoutSyncOf(/\.log$/, "logs");
  assertEquals(careless.words, "logs are not synced");
  assertEquals(
    exploreEngine({ ...naive, isBegun: true, careless }).breach,
    "A crash before operation 5, append to 00000001.log: 00000001.log is 120 bytes long, and not 146; " +
      "bytes 0 to 119 of 00000001.log are lost.\n" +
      "Then: it holds 0=0, as after 0 batches, and 1 were told to be durable",
  );
});

/** Above a right disk. */
function wrong(change: (engine: Naive, disk: Disk) => Partial<Naive>): string | undefined {
  return exploreEngine({
    open(disk) {
      const engine = new Naive({ disk });
      const right = {
        batch: engine.batch.bind(engine),
        scan: engine.scan.bind(engine),
        sync: engine.sync.bind(engine),
        close: engine.close.bind(engine),
      };
      return { ...right, ...change(engine, disk) };
    },
  }).breach;
}

Deno.test("an engine that is wrong is found out", () => {
  assertEquals(wrong(() => ({})), undefined);
  const halves = wrong((engine) => ({
    batch: (changes, options) => changes.forEach((change) => engine.batch([change], options)),
  }));
  assertMatch(halves ?? "", /it holds a=1, which no first so many of 1 batches leave$/);
  const unsynced = wrong((engine) => ({ batch: (changes) => engine.batch(changes) }));
  assertMatch(
    unsynced ?? "",
    /it holds nothing, as after 0 batches, and 1 were told to be durable$/,
  );
  const closes = wrong(() => ({ close() {} }));
  assertMatch(closes ?? "", /were told to be durable$/);
  const forgets = () =>
    wrong((engine) => ({ scan: () => [...engine.scan()].filter(({ value }) => value.length < 9) }));
  assertThrows(forgets, Error, "opened again it holds d=2 e=3, and not b=y… d=2 e=3");
});
