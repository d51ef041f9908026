/** Guarantees of a sorted map of bytes. */

import { type Change, type Engine, withPrefix } from "hb/storage/engine/engine.ts";
import {
  bytes,
  Model,
  put,
  remove,
  removeRange,
  show,
  unlike,
  unlikeAll,
} from "hb/laboratory/conformance/sorted_map.ts";
import { collect, differs } from "./reading.ts";
import { type EngineKind, inPlace, thrown, throws } from "./subject.ts";

type Breach = Promise<string | undefined>;

/** Makes each of these batches in an engine and in a model, and compares them after each. */
function compared(
  kind: EngineKind,
  list: readonly (readonly Change[])[],
  absent: string[],
): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), model = new Model();
    for (const [i, changes] of list.entries()) {
      await make(engine, changes);
      model.apply(changes);
      const keys = [...model.scan().map(({ key }) => key), ...absent.map(bytes)];
      const words = await differs(`after batch ${i + 1}`, engine, model, keys);
      if (words !== undefined) return words;
    }
    return undefined;
  });
}

/** One change is made by its own method. */
async function make(engine: Engine, changes: readonly Change[]): Promise<void> {
  const [first] = changes;
  if (changes.length !== 1 || first === undefined || first.type === "delete range") {
    await engine.batch(changes);
  } else if (first.type === "put") await engine.put(first.key, first.value);
  else await engine.delete(first.key);
}

export function gets(kind: EngineKind): Breach {
  return compared(kind, [[put("b", "1")], [put("d", "2")], [put("a", "3")]], ["c", "bb", "e", ""]);
}

export function overwrites(kind: EngineKind): Breach {
  return compared(
    kind,
    [[put("a", "1")], [put("b", "2")], [put("a", "longer")], [put("a", "")]],
    [],
  );
}

export function deletes(kind: EngineKind): Breach {
  const list = [[put("a", "1"), put("b", "2")], [remove("a")], [remove("nobody")], [put("a", "3")]];
  return compared(kind, [...list, [remove("b")], [remove("b")]], ["a", "b", "nobody"]);
}

export function batches(kind: EngineKind): Breach {
  return compared(kind, [
    [put("a", "1"), put("a", "2"), put("b", "1")],
    [],
    [remove("a"), put("a", "3"), put("b", "2"), remove("b")],
    [put("c", "1"), remove("c"), put("d", "1")],
  ], ["b", "c"]);
}

export function deleteRange(kind: EngineKind): Breach {
  const all = ["a", "b", "ba", "c", "d"].map((key) => put(key, key));
  return compared(kind, [
    all,
    [removeRange("b", "c")],
    // Nothing is in these.
    [removeRange("c", "c"), removeRange("d", "a"), removeRange("x", "y")],
    [put("b", "2"), put("cc", "2"), removeRange("b", "d"), put("bb", "3")],
    [removeRange("", "b")],
    all,
    [removeRange("", "z"), put("q", "last")],
  ], ["a", "b", "ba", "c", "cc", "d"]);
}

const long = new Uint8Array(100_000).map((_, i) => i * i % 251);

export async function anyBytes(kind: EngineKind): Breach {
  const keys = [
    new Uint8Array(),
    ...[0, 127, 128, 255].map((byte) => Uint8Array.of(byte)),
    Uint8Array.of(0, 0),
    Uint8Array.of(255, 255),
    new Uint8Array(256).map((_, i) => i),
    long.slice(0, kind.keyBytes ?? 1000),
  ].filter(({ length }) => length <= (kind.keyBytes ?? Infinity));
  const values = [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(255), long];
  return await refusesLonger(kind) ?? await compared(kind, [
    ...values.map((value) => keys.map((key): Change => ({ type: "put", key, value }))),
    ...keys.map((key): Change[] => [{ type: "delete", key }]),
  ], []);
}

/** A key that is too long is refused, with the batch that it is in. */
function refusesLonger(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    if (kind.keyBytes === undefined) return undefined;
    const engine = await life.open(), model = new Model(), key = long.slice(0, kind.keyBytes + 1);
    await engine.batch([put("a", "1")]);
    model.apply([put("a", "1")]);
    const value = new Uint8Array();
    if (!await throws(() => engine.put(key, value))) return "a key that is too long is put";
    const batch = [put("a", "2"), { type: "put" as const, key, value }];
    if (!await throws(() => engine.batch(batch))) return "it is put in a batch";
    const words = await differs("after it was refused", engine, model);
    // The engine goes on.
    await engine.batch([put("b", "1")]);
    return words;
  });
}

/** What is no change is refused by all in the same words, with the batch that it is in. */
export function refusesUnknown(kind: EngineKind): Breach {
  return inPlace(kind, async (life) => {
    const engine = await life.open(), a = bytes("a");
    const unknown = { type: "merge", key: a, value: bytes("2") } as unknown as Change;
    await engine.batch([put("a", "1")]);
    for (const changes of [[unknown], [put("a", "3"), unknown], [unknown, removeRange("", "z")]]) {
      const error = await thrown(() => engine.batch(changes));
      if (error === undefined) return "a batch with a merge is written";
      const words = 'Cannot write a batch because each change must .*: given "merge" with ';
      if (!(error instanceof TypeError) || !RegExp(words).test(error.message)) return `${error}`;
    }
    const words = unlike("after it was refused, a", await engine.get(a), bytes("1"));
    if (words !== undefined) return words;
    // The engine goes on.
    await engine.batch([put("a", "4")]);
    return unlike("a", await engine.get(a), bytes("4"));
  });
}

/** Keys that are each other's beginnings and neighbours. */
const neighbours = [
  "",
  "00",
  "0000",
  "0001",
  "00ff",
  "01",
  "61",
  "6100",
  "61ff",
  "fe",
  "ff",
  "ff00",
  "ffff",
]
  .map((hex) => Uint8Array.fromHex(hex));

async function withNeighbours(
  kind: EngineKind,
  judge: (engine: Engine, model: Model) => Breach,
): Breach {
  return await inPlace(kind, async (life) => {
    const engine = await life.open(), model = new Model();
    // In another order than theirs, some apart and some at once.
    const changes = neighbours.map((_, i): Change => {
      const key = neighbours[i * 5 % neighbours.length]!;
      return { type: "put", key, value: Uint8Array.of(i) };
    });
    for (const change of changes.slice(0, 6)) await engine.batch([change]);
    await engine.batch(changes.slice(6));
    model.apply(changes);
    return await judge(engine, model);
  });
}

export function order(kind: EngineKind): Breach {
  return withNeighbours(kind, (engine, model) => differs("", engine, model));
}

export function bounds(kind: EngineKind): Breach {
  const ends = [undefined, ...neighbours, Uint8Array.of(97, 98)];
  const ranges = [
    ...ends.flatMap((from) => ends.map((to) => ({ ...(from && { from }), ...(to && { to }) }))),
    ...neighbours.map(withPrefix),
  ];
  return withNeighbours(kind, async (engine, model) => {
    for (const range of ranges) {
      for (const reverse of [false, true]) {
        const scan = { ...range, reverse };
        const what = `a scan from ${show(range.from)} to ${show(range.to)}, reverse ${reverse},`;
        const words = unlikeAll(what, await collect(engine.scan(scan)), model.scan(scan));
        if (words !== undefined) return words;
      }
    }
    return undefined;
  });
}

export function reopened(kind: EngineKind): Breach {
  const list: Change[][] = [
    [put("a", "1"), put("b", "1"), put("c", "1")],
    [remove("a"), put("b", "2")],
    [removeRange("b", "c")],
    [removeRange("", "z")],
    [put("a", "again"), put("z", "1")],
  ];
  return inPlace(kind, async (life) => {
    let engine = await life.open();
    const model = new Model();
    for (const changes of list) {
      await engine.batch(changes);
      model.apply(changes);
      engine = await life.reopen();
      const words = await differs("when it is opened again", engine, model) ??
        unlike("b", await engine.get(bytes("b")), model.get(bytes("b")));
      if (words !== undefined) return words;
    }
    return undefined;
  });
}
