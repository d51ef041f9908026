/** Guarantees to those who read while others write. */

import type { Change, Engine, Entry, Snapshot } from "hb/storage/engine/engine.ts";
import {
  bytes,
  Model,
  put,
  remove,
  removeRange,
  unlike,
  unlikeAll,
} from "hb/laboratory/conformance/sorted_map.ts";
import { collect, differs } from "./reading.ts";
import { type EngineKind, inPlace, throws } from "./subject.ts";

type Breach = Promise<string | undefined>;

const first: readonly Change[] = ["a", "b", "c", "d", "e"].map((key) => put(key, `${key}1`));

/** Writes that touch every entry, before and behind where a reader stands. */
const later: readonly (readonly Change[])[] = [
  [put("a", "2"), put("e", "2"), put("bb", "2"), put("", "2")],
  [remove("b"), put("z", "2")],
  [removeRange("c", "e")],
  [put("d", "3")],
];

/** An engine with the first entries, and a model of it. */
async function begun(engine: Engine): Promise<Model> {
  const model = new Model();
  await engine.batch(first);
  model.apply(first);
  return model;
}

async function writeLater(engine: Engine, model: Model): Promise<void> {
  for (const changes of later) {
    await engine.batch(changes);
    model.apply(changes);
  }
}

export function scansStay(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open();
    for (const reverse of [false, true]) {
      // Where it stands when they are written: nowhere yet, or at the second entry.
      for (const read of [0, 2]) {
        await engine.batch([removeRange("", "zz"), ...first]);
        const model = await begun(engine), before = model.copy();
        const scan = iteratorOf(engine.scan({ reverse })), found = [];
        for (let i = 0; i < read; i++) found.push((await scan.next()).value as Entry);
        await writeLater(engine, model);
        for (let next = await scan.next(); !next.done; next = await scan.next()) {
          found.push(next.value);
        }
        const what = `the scan of which ${read} were read`;
        const words = unlikeAll(what, found, before.scan({ reverse })) ??
          await differs("a later scan", engine, model);
        if (words !== undefined) return words;
      }
    }
    // One that is given up keeps nobody from closing, be it before its first entry.
    for (const read of [0, 1]) {
      const left = iteratorOf(engine.scan());
      for (let i = 0; i < read; i++) await left.next();
      await left.return?.();
      if (!(await left.next()).done) return `a scan goes on that was left after ${read} entries`;
    }
    return undefined;
  });
}

function iteratorOf(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
): Iterator<Entry> | AsyncIterator<Entry> {
  return Symbol.iterator in entries ? entries[Symbol.iterator]() : entries[Symbol.asyncIterator]();
}

export function snapshotsStay(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), model = await begun(engine);
    const taken: [Snapshot, Model][] = [[await engine.snapshot(), model.copy()]];
    const keys = ["", "a", "b", "bb", "c", "d", "e", "z"].map(bytes);
    for (const changes of later) {
      await engine.batch(changes);
      model.apply(changes);
      taken.push([await engine.snapshot(), model.copy()]);
      await engine.sync();
      for (const [i, [snapshot, then]] of taken.entries()) {
        const words = await differs(`snapshot ${i + 1} of ${taken.length}`, snapshot, then, keys);
        if (words !== undefined) return words;
      }
    }
    const range = { from: bytes("a"), to: bytes("d"), reverse: true };
    const words = unlikeAll(
      "a scan of the first snapshot",
      await collect(taken[0]![0].scan(range)),
      taken[0]![1].scan(range),
    );
    for (const [snapshot] of taken) await snapshot.release();
    return words ?? await differs("the engine", engine, model, keys);
  });
}

export function released(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), model = await begun(engine);
    const [one, other] = [await engine.snapshot(), await engine.snapshot()];
    const half = iteratorOf(one.scan()), unread = iteratorOf(one.scan());
    await half.next();
    await engine.batch([put("a", "2")]);
    await one.release();
    const key = bytes("a");
    if (!await throws(() => one.get(key))) return "it can be read with get";
    if (!await throws(() => one.scan())) return "it can be scanned";
    for (const scan of [half, unread]) {
      if (!await throws(() => scan.next())) return "a scan of it goes on";
    }
    const words = await differs("another snapshot", other, model);
    await other.release();
    return words;
  });
}

export function handedOut(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), model = await begun(engine);
    const snapshot = await engine.snapshot();
    for (const reading of [engine, snapshot]) {
      const value = await reading.get(bytes("a"));
      value?.fill(0);
      for await (const entry of reading.scan()) {
        entry.key.fill(0);
        entry.value.fill(0);
      }
    }
    const kept = await engine.get(bytes("a")), all = await collect(engine.scan());
    await engine.batch([put("a", "22"), put("b", "22")]);
    const words = unlike("a value that was read before it was overwritten", kept, bytes("a1")) ??
      unlikeAll("a scan before it was overwritten", all, model.scan()) ??
      await differs("the snapshot", snapshot, model);
    await snapshot.release();
    model.apply([put("a", "22"), put("b", "22")]);
    return words ?? await differs("the engine", engine, model);
  });
}

export function handedIn(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), model = await begun(engine);
    const [key, value] = [bytes("p"), bytes("put")];
    const written = engine.put(key, value);
    key.fill(120);
    value.fill(120);
    await written;
    const batch = [put("q", "batch"), remove("a"), removeRange("c", "e")];
    model.apply([put("p", "put"), ...batch]);
    const list = [...batch], batched = engine.batch(list);
    for (const change of batch) {
      for (const part of Object.values(change)) if (part instanceof Uint8Array) part.fill(120);
    }
    list.length = 0;
    await batched;
    const gone = bytes("b"), deleted = engine.delete(gone);
    gone.fill(120);
    await deleted;
    model.apply([remove("b")]);
    const asked = bytes("p"), got = engine.get(asked);
    asked.fill(120);
    return unlike("p", await got, bytes("put")) ?? await differs("the engine", engine, model);
  });
}

export function closed(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), key = bytes("a");
    await begun(engine);
    const snapshot = await engine.snapshot();
    await snapshot.release();
    const half = iteratorOf(engine.scan()), unread = iteratorOf(engine.scan({ reverse: true }));
    await half.next();
    await life.close();
    const uses: Record<string, () => unknown> = {
      "the next entry of a scan": () => half.next(),
      "the first entry of a scan": () => unread.next(),
      get: () => engine.get(key),
      scan: () => engine.scan(),
      put: () => engine.put(key, key),
      delete: () => engine.delete(key),
      batch: () => engine.batch([put("a", "2")]),
      snapshot: () => engine.snapshot(),
      sync: () => engine.sync(),
    };
    for (const [name, use] of Object.entries(uses)) {
      if (!await throws(use)) return `${name} does not throw`;
    }
    return await differs("when it is opened again", await life.open(), modelOfFirst());
  });
}

function modelOfFirst(): Model {
  const model = new Model();
  model.apply(first);
  return model;
}
