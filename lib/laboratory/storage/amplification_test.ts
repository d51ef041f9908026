import { assert, assertEquals } from "@std/assert";
import { Lsm } from "../../storage/lsm/lsm.ts";
import {
  type Amplification,
  amplification,
  amplificationRows,
  growthPoints,
  type PolicyName,
} from "./amplification.ts";
import { smallStore } from "./amplification_lsm.ts";
import { blocksRead, searchPath } from "./search_path.ts";
import { keysOf, writesOf } from "./workload.ts";

const measured = amplification();
const of = (policy: PolicyName, ratio: number) =>
  measured.find((one) => one.policy === policy && one.ratio === ratio)!;
const trees = measured.filter(({ policy }) => policy === undefined);

Deno.test("write amplification: tiered writes least, levelled most, as their models say", () => {
  for (const ratio of [2, 4, 8]) {
    const [levelled, tiered, lazy] = [
      of("levelled", ratio),
      of("tiered", ratio),
      of("lazy levelled", ratio),
    ];
    assert(levelled.write > lazy.write, `${ratio}`);
    assert(ratio === 2 || lazy.write > tiered.write, `${ratio}`);
    for (const { engine, write, writeModel } of [levelled, tiered, lazy]) {
      const [least, most] = writeModel!;
      assert(write > 0.75 * least && write < 1.25 * most, `${engine}: ${write} of ${writeModel}`);
    }
  }
});

Deno.test("write amplification: it grows with the data, and a log costs always the same", () => {
  for (const { engine, growth, log } of measured) {
    assertEquals(growth.map(({ keys }) => keys), [225, 450, 900, 1800], engine);
    assert(growth.at(-1)!.write > growth[0]!.write, engine);
    assert(engine.startsWith("B-tree") ? log === 0 : log > 1 && log < 1.1, engine);
  }
});

Deno.test("space amplification: what is tiered keeps more versions of a key", () => {
  for (const { engine, policy, versions, versionsModel } of measured) {
    if (policy === undefined) continue;
    assert(versions >= 1 && versions < 1.15 * versionsModel!, `${engine}: ${versions}`);
  }
  for (const policy of ["levelled", "lazy levelled"] as const) {
    assert(of(policy, 2).versions > of(policy, 4).versions, policy);
    assert(of(policy, 4).versions > of(policy, 8).versions, policy);
  }
  assert(of("tiered", 4).versions > of("tiered", 2).versions);
  for (const ratio of [4, 8]) assert(of("tiered", ratio).versions > of("levelled", ratio).versions);
  for (const { space } of trees) assert(space > 1, "pages are not full");
});

Deno.test("read amplification: levelled asks the fewest tables, and filters spare nearly all", () => {
  for (const ratio of [4, 8]) {
    const asked = (policy: PolicyName) => of(policy, ratio).absent.asked;
    assert(asked("levelled") < asked("lazy levelled"));
    assert(asked("lazy levelled") < asked("tiered"));
  }
  for (const { engine, policy, present, absent } of measured) {
    if (policy === undefined) continue;
    assert(present.read >= 1 && present.read < 1.15, engine);
    assert(present.asked > present.read && absent.asked > 1, engine);
    assert(absent.read < absent.asked / 20, engine);
  }
  for (const { present, absent, levels } of trees) {
    assertEquals([present.read, absent.read], [levels, levels]);
  }
});

Deno.test("rows and points: every engine has its row, and each line its engine", () => {
  const rows = amplificationRows(measured);
  assertEquals(rows.length, 11);
  assertEquals(new Set(rows.map((row) => Object.keys(row).join())).size, 1);
  const series = (all: readonly Amplification[]) =>
    new Set(growthPoints(all, 4).map((point) => point.series));
  assertEquals(series(measured).size, 5);
});

Deno.test("the way of a search: it reads as many blocks as the search itself", () => {
  const options = smallStore("tiered", 4), store = new Lsm(options);
  const workload = { keys: 300, overwrites: 1, seed: 3 };
  for (const { key, value } of writesOf(workload)) store.put(key, value);
  let inMemory = 0;
  for (const key of keysOf(workload, 50)) {
    const before = store.statistics().cache.misses;
    const value = store.get(key), read = store.statistics().cache.misses - before;
    const path = searchPath(store, key);
    assertEquals(blocksRead(path), read);
    const isThere = path.isInMemory || path.asked.at(-1)?.answer === "found";
    assertEquals(isThere, value !== undefined);
    if (path.isInMemory) inMemory++;
  }
  assert(inMemory > 0);
});
