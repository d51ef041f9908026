import { assert, assertEquals } from "@std/assert";
import { display } from "../../figure/figure.ts";
import { splitKey } from "../../laboratory/storage/lsm_stories.ts";
import { bytes, flush, openStore, put } from "../../laboratory/storage/lsm_story.ts";
import { drawLevels, levelRows } from "./levels.ts";

function threeLevels() {
  const store = openStore();
  for (const key of ["cup", "milk", "tea"]) put(store, key, "cold");
  flush(store);
  store.compact(0);
  for (const key of ["jug", "pot"]) put(store, key, "cold");
  store.delete(bytes("tea"));
  flush(store);
  put(store, "water", "hot");
  store.delete(bytes("cup"));
  return store;
}

Deno.test("levels of a store: memory, tables, tombstones, and the way of a search", () => {
  const store = threeLevels();
  const { rows, search, keys } = levelRows(store, { key: bytes("milk") });
  assertEquals(rows.map(({ name, runs }) => [name, runs.length]), [
    ["memtable", 1],
    ["level 0", 1],
    ["level 1", 1],
  ]);
  const [memory, upper, lower] = rows.map(({ runs }) => runs[0]![0]!);
  assertEquals(memory!.name, "2 versions");
  assertEquals([upper!.asked, lower!.asked], ["ruled out", "found"]);
  assertEquals([memory, upper, lower].map((one) => one!.tombstones), [1 / 2, 1 / 3, 0]);
  assert(lower!.from < upper!.from && lower!.to === upper!.to, "cup … tea, jug … tea");
  assert(search!.at > upper!.from && search!.at < upper!.to);
  assert(new Set(keys.map(({ text }) => text)).has("jug"));
});

Deno.test("levels of a store: a key that is not there stands between those that are", () => {
  const { search, keys } = levelRows(threeLevels(), { key: bytes("nut") });
  const at = (text: string) => keys.find((key) => key.text === text)!.at;
  assert(
    search!.at > at("jug") && search!.at < at("tea"),
    "it is an end of no table, and yet has a place",
  );
});

Deno.test("levels of a store: what a compaction reads and writes", () => {
  const store = threeLevels(), before = store.inside().levels;
  store.compact(0);
  const after = store.inside().levels;
  const parts = (rows: ReturnType<typeof levelRows>["rows"]) =>
    rows.flatMap(({ runs }) => runs.flat()).map(({ part }) => part);
  assertEquals(parts(levelRows(before, { after }).rows), ["input", "input"]);
  assertEquals(parts(levelRows(after, { before }).rows), ["output"]);
});

Deno.test("levels of a store: tables that share a key meet there, and can be drawn", async () => {
  const { wrong } = splitKey.tell();
  const { "text/plain": plain } = await drawLevels(wrong.levels!.after, "Split")[display]();
  assertEquals(plain, "Split (levels: level 0 empty; level 1 [3][4][5][6])");
});

Deno.test("levels of a store: many long keys are told by their ends", () => {
  const store = openStore();
  for (let i = 0; i < 100; i++) put(store, `account-number-${1000 + i}`, "x");
  const { keys, rows } = levelRows(store);
  assertEquals(keys.map(({ text }) => text), ["…00", "…99"]);
  assertEquals(rows.map(({ runs }) => runs[0]![0]!.name), ["100 versions"]);
});
