import { assert, assertEquals, assertThrows } from "@std/assert";
import { breachWords } from "../../storage/disk/crashes.ts";
import { DiskFailure, type DiskFault, faultWords } from "../../storage/disk/faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../../storage/disk/simulated_disk.ts";
import { exploreStore, keeping, losing, nthValue, type StoreExploration } from "./losing.ts";

/** The crash that each is found out by. */
const breaches: readonly string[] = [
  "A crash before operation 3, write to value: value is 0 bytes long, and not 12.\n" +
  "Then: aaaaaaaaaaaa was told to be durable, and nothing is there",
  "A crash before operation 3, sync log: log is 0 bytes long, and not 28.\n" +
  "Then: aaaaaaaaaaaa was told to be durable, and nothing is there",
  "A crash before operation 2, sync the folder: bytes 0 to 7 of value are lost.\n" +
  `Then: “${"·".repeat(8)}aaaa” is there, which nobody put`,
  "A crash before operation 3, append to value.new: undone: create value.new; " +
  "undone: rename value.new to value.\n" +
  "Then: aaaaaaaaaaaa was told to be durable, and nothing is there",
  "A crash before operation 3, sync log: log is 8 bytes long, and not 13.\n" +
  "Then: “aaaaaaaa” is there, which nobody put",
  "A crash before operation 3, sync log: bytes 0 to 7 of log are lost.\n" +
  "Then: “” is there, which nobody put",
  "A crash before operation 5, append to log: log is 0 bytes long, and not 28.\n" +
  "Then: aaaaaaaaaaaa was told to be durable, and nothing is there",
  "A crash before operation 7, sync log: log is 56 bytes long, and not 84.\n" +
  "Then: bbbbbbbbbbbb was told to be durable, and nothing is there",
];

for (const [i, { kind, faults }] of losing.entries()) {
  Deno.test(`a store that ${kind.name} is found out`, () => {
    const { breach } = exploreStore(kind, { disk: { faults } });
    assertEquals(breach && breachWords(breach), breaches[i]);
  });
}

for (const { kind, faults } of losing.filter((each) => each.faults.length > 0)) {
  Deno.test(`a store that ${kind.name} is right while the disk is`, () => {
    assert(faults.length > 0);
    assertEquals(exploreStore(kind).breach, undefined);
  });
}

Deno.test("every store gives back what was put last, as long as nothing goes wrong", () => {
  for (const kind of [...losing.map((each) => each.kind), keeping]) {
    const disk = new SimulatedDisk(), store = kind.open(disk);
    for (const number of [1, 2, 3]) {
      store.put(nthValue(number), () => {});
      assertEquals([store.get(), kind.open(disk).get()], [nthValue(number), nthValue(number)]);
    }
  }
});

/** The store that loses nothing, on disks that do much wrong. */
function assertKeeps(disk: SimulatedDiskOptions, exploration: Omit<StoreExploration, "disk"> = {}) {
  const report = exploreStore(keeping, { disk, ...exploration });
  const about = JSON.stringify(disk);
  assertEquals(report.breach && breachWords(report.breach), undefined, about);
  assert(report.isComplete, `${about}: ${report.possible} ways, ${report.tried} tried`);
  return report;
}

Deno.test("the ninth survives every crash, also one after it has come back, with everything it may leave", () => {
  const budget = { perCrash: 1e6, perFurtherCrash: 1e6, depth: 1 };
  const { points, tried } = assertKeeps({}, { budget, values: 2 });
  assertEquals(points.length, 7);
  assert(tried > 1000, `${tried}`);
  for (const disk of [{ anyNames: true }, { garbage: true }, { tearBytes: 4 }]) {
    assertKeeps(disk, { budget: { perCrash: 1e6 }, values: 2 });
  }
});

Deno.test("and whichever operation of the disk fails", () => {
  for (let nth = 0; nth < 4; nth++) {
    const faults: DiskFault[] = [
      { type: "sync fails", nth },
      { type: "write fails", nth },
      { type: "write fails", nth, kept: 9 },
    ];
    for (const fault of faults) assertKeeps({ faults: [fault] });
  }
  for (const fillsUp of [false, true]) assertKeeps({ capacityBytes: 70, fillsUp });
});

Deno.test("a byte of the first value that rots when the second is durable is told, whatever a crash leaves besides", () => {
  for (let offset = 0; offset < 28; offset++) {
    const fault: DiskFault = { type: "rot", nth: 6, name: "log", offset, xor: 255 };
    assertKeeps({ faults: [fault] }, { mayRefuse: true });
    const before = exploreStore(keeping, { disk: { faults: [fault] } });
    assert(before.breach?.said.startsWith("Cannot read the log"), faultWords(fault));
  }
});

Deno.test("a store whose disk failed puts nothing more", () => {
  const disk = new SimulatedDisk({ faults: [{ type: "sync fails", nth: 1 }] });
  const store = keeping.open(disk), put = () => store.put(nthValue(1), () => {});
  assertThrows(put, DiskFailure);
  assertThrows(put, DiskFailure);
  assertEquals(store.get(), undefined);
});
