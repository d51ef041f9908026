/** Bugs of other stores as small stories, told to every engine of the library. Named after their reports. */

import { assert, assertEquals } from "@std/assert";
import { Model, put, remove, signature } from "hb/laboratory/conformance/sorted_map.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, Engine, Entry } from "hb/storage/engine/engine.ts";
import { filesOf, recovered, writeWork, type Written } from "../conformance/engine/crashes.ts";
import { collect } from "../conformance/engine/reading.ts";
import { type EngineKind, thrown } from "../conformance/engine/subject.ts";
import { engines } from "../conformance/subjects/engines.ts";

const name = (i: number) => String(i).padStart(3, "0");

/** An engine with keys that are put in no order, on the disk as well as in memory, and a model of it. */
async function filled(kind: EngineKind, disk: SimulatedDisk, more = 0): Promise<[Engine, Model]> {
  const engine = await kind.on!(disk), model = new Model();
  const apply = async (changes: readonly Change[]) => {
    await engine.batch(changes);
    model.apply(changes);
  };
  for (let i = 0; i < 60; i++) await apply([put(name(i * 7 % 60), `first ${i}`)]);
  for (let i = 0; i < 60; i += 3) await apply([remove(name(i))]);
  for (let i = 0; i < 60; i += 6) await apply([put(name(i), `second ${i}`)]);
  for (let i = 60; i < 60 + more; i++) await apply([put(name(i), `more ${i}`)]);
  return [engine, model];
}

for (const kind of engines) {
  Deno.test(`${kind.name}: boltdb 620, bbolt 146: what is deleted while it is scanned is seen once`, async () => {
    for (const reverse of [false, true]) {
      const [engine, model] = await filled(kind, new SimulatedDisk()), seen: Entry[] = [];
      for await (const entry of engine.scan({ reverse })) {
        seen.push(entry);
        await engine.delete(entry.key);
      }
      assertEquals(signature(seen), signature(model.scan({ reverse })));
      assertEquals(await collect(engine.scan()), []);
    }
  });

  Deno.test(`${kind.name}: leveldb 35, 206: a scan goes over what is deleted and put in its way`, async () => {
    // So many that the last are in memory, whenever that is full.
    for (let more = 0; more < 8; more++) {
      for (const reverse of [false, true]) {
        const [engine, model] = await filled(kind, new SimulatedDisk(), more), seen: Entry[] = [];
        const before = model.copy();
        for await (const entry of engine.scan({ reverse })) {
          seen.push(entry);
          const changes = inItsWay(entry, reverse ? -1 : 1);
          await engine.batch(changes);
          model.apply(changes);
        }
        assertEquals(signature(seen), signature(before.scan({ reverse })));
        const after = await collect(engine.scan({ reverse }));
        assertEquals(signature(after), signature(model.scan({ reverse })));
      }
    }
  });

  Deno.test(`${kind.name}: pebble 3199: a scan whose disk cannot be read throws, and is not merely shorter`, async () => {
    const disk = new SimulatedDisk(), [engine, model] = await filled(kind, disk);
    await engine.close();
    const files = filesOf(disk);
    for (const reverse of [false, true]) {
      const all = model.scan({ reverse });
      let failures = 0;
      for (let nth = 0, isOver = false; !isOver; nth++) {
        const bad = new SimulatedDisk({ files, faults: [{ type: "read fails", nth }] });
        const seen: Entry[] = [];
        const error = await thrown(async () => {
          const opened = await kind.on!(bad);
          for await (const entry of opened.scan({ reverse })) seen.push(entry);
        });
        isOver = error === undefined;
        if (!isOver) failures++;
        const expected = isOver ? all : all.slice(0, seen.length);
        assertEquals(signature(seen), signature(expected), `read ${nth}`);
      }
      assert(failures > 0);
    }
  });

  Deno.test(`${kind.name}: rocksdb 7784, etcd 2819: a disk that is full, whenever, loses nothing that was durable`, async () => {
    let full = 0;
    for (let bytes = 0; bytes < 6000; bytes += 97) {
      const room = { sectorBytes: 32, garbage: true, fillsUp: bytes % 2 === 0 };
      const first = new SimulatedDisk({ ...room, capacityBytes: bytes });
      const written: Written = { states: [new Model()], synced: 0 };
      if (await livesUntilFull(kind, first, written)) full++;
      // As it is, and what a crash would leave of it; then full again, a little later.
      for (const left of [filesOf(first), ...crashed(first)]) {
        const found = await recovered(kind, new SimulatedDisk({ files: left }), written);
        assert(typeof found === "number", `${bytes} bytes: ${found}`);
        const second = new SimulatedDisk({ ...room, files: left, capacityBytes: bytes + 500 });
        const more: Written = {
          states: written.states.slice(0, found + 1),
          synced: written.synced,
        };
        await livesUntilFull(kind, second, more);
        for (const last of [filesOf(second), ...crashed(second)]) {
          const again = await recovered(kind, new SimulatedDisk({ files: last }), more);
          assert(typeof again === "number", `${bytes} bytes, and 500 more: ${again}`);
        }
      }
    }
    assert(full > 3, `${full} disks were full`);
  });
}

/** Deletes the next key of a scan, puts the one after it anew, and some that were not there. */
function inItsWay({ key }: Entry, way: 1 | -1): Change[] {
  const at = Number.parseInt(new TextDecoder().decode(key));
  return [
    remove(name(at + way)),
    put(name(at + 2 * way), "in the way"),
    ...[-1, 0, 1].map((near) => put(`${name(at + near)}x`, "beside it")),
  ];
}

function crashed(disk: SimulatedDisk): ReadonlyMap<string, Uint8Array>[] {
  return [...disk.afterCrash({ most: 2 })].map((state) => filesOf(state.disk));
}

/** Writes until there is no room, if that comes, and says whether it did. */
async function livesUntilFull(
  kind: EngineKind,
  disk: SimulatedDisk,
  written: Written,
): Promise<boolean> {
  const error = await thrown(async () => {
    const engine = await kind.on!(disk);
    await writeWork(engine, written);
    await engine.close();
    written.synced = written.states.length - 1;
  });
  return error !== undefined;
}
