/** Right answers to exercise 17 that are built otherwise than the solution: the parts before the whole. */

import { crc32c } from "hb/codec/crc32c.ts";
import { scan } from "hb/storage/wal/entry.ts";
import {
  type Any,
  type Bloom,
  type Compaction,
  type Entries,
  type Group,
  hashes,
  type Levels,
  type Manifest,
  type Merge,
  type Picking,
  type Recovery,
  type Replacing,
  type Roots,
  type Table,
  type Version,
} from "../../exercises/17-storage/given.ts";

/** Numbers are made of bytes, one by one. */
export const entry: Entries = {
  write(body, position, durable) {
    const four = (number: number) => [0, 8, 16, 24].map((shift) => number >>> shift & 255);
    const behind = [...four(position), ...four(durable), ...body], length = four(body.length);
    const check = four(crc32c(Uint8Array.from([...length, ...behind])));
    return Uint8Array.from([...length, ...check, ...behind]);
  },
  read(file, position) {
    const rest = file.slice(position, position + 16);
    if (rest.length < 16) return undefined;
    const [length, , at, durable] = [0, 4, 8, 12].map((i) =>
      rest[i]! + 256 * (rest[i + 1]! + 256 * (rest[i + 2]! + 256 * rest[i + 3]!))
    ) as [number, number, number, number];
    const whole = file.slice(position, position + 16 + length);
    if (at !== position || whole.length < 16 + length) return undefined;
    const again = entry.write(whole.slice(16), at, durable);
    if (again.toHex() !== whole.toHex()) return undefined;
    return { body: whole.slice(16), durable, end: position + 16 + length };
  },
};

/** All good entries are found first, wherever they stand. */
export const recovery: Recovery = (file, read) => {
  const good = new Map<number, Any>();
  for (let at = 0; at < file.length; at++) {
    const found = read(file, at);
    if (found !== undefined) good.set(at, found);
  }
  let end = 0;
  const bodies = [];
  for (let next = good.get(0); next !== undefined; next = good.get(end)) {
    bodies.push(next.body);
    end = next.end;
  }
  return [...good].some(([at, { durable }]) => at > end && durable > end)
    ? { corrupt: end }
    : { bodies, end };
};

/** The book's, of which `read` has no part. */
export const scanned: Recovery = (file) => {
  const { bodies, end, proof } = scan(file);
  return proof === undefined ? { bodies, end } : { corrupt: end };
};

/**
 * Unfinished files have numbers, and are removed when it opens; it looks before it syncs whether all is
 * there.
 */
export const replace: Replacing = {
  replace(disk, name, bytes) {
    let nth = 0;
    while (disk.names().includes(`${name}.${nth}`)) nth++;
    const half = bytes.length >> 1;
    disk.append(`${name}.${nth}`, bytes.subarray(0, half));
    disk.append(`${name}.${nth}`, bytes.subarray(half));
    disk.sync(`${name}.${nth}`);
    disk.rename(`${name}.${nth}`, name);
    disk.syncFolder();
  },
  open(disk, name) {
    let found: Uint8Array | undefined;
    for (const each of disk.names()) {
      if (each === name) found = disk.read(each);
      else if (/\.\d+$/.test(each) && each.startsWith(`${name}.`)) disk.remove(each);
    }
    return found;
  },
};

/** One list, and how many of it the sync under way covers. */
export const group: Group<{ list: number[]; covered: number; isOver: boolean }> = {
  start: () => ({ list: [], covered: 0, isOver: false }),
  put(s, put, io) {
    if (s.isOver) io.refuse(put);
    else if (s.list.push(put) === 1) {
      s.covered = 1;
      io.sync();
    }
  },
  synced(s, io) {
    const told = s.list.splice(0, s.covered);
    s.covered = s.list.length;
    if (s.covered > 0) io.sync();
    told.forEach(io.tell);
  },
  failed(s, io) {
    s.isOver = true;
    s.list.splice(0).forEach(io.refuse);
  },
};

/** Those that came last are refused first. */
export const lastRefusedFirst: Group<{ list: number[]; covered: number; isOver: boolean }> = {
  ...group,
  failed(s, io) {
    s.isOver = true;
    s.list.splice(0).reverse().forEach(io.refuse);
  },
};

/** Bits are numbers of a set, the hashes come in the other order, and both may be exact to a bit. */
export const bloom: Bloom<{ bits: number; probes: number; set: Set<number> }> = {
  size(keys, rate) {
    const probes = Math.max(1, Math.round(-Math.log2(rate)));
    return { bits: Math.max(1, Math.round(-keys * Math.log(rate) / Math.LN2 ** 2)), probes };
  },
  make: (size) => ({ ...size, set: new Set() }),
  add(filter, key) {
    for (const place of placesOf(filter, key)) filter.set.add(place);
  },
  has: (filter, key) => placesOf(filter, key).every((place) => filter.set.has(place)),
  write({ bits, probes, set }) {
    const bytes = new Uint8Array(5 + Math.ceil(bits / 8));
    bytes.set([probes, bits >> 24, bits >> 16, bits >> 8, bits]);
    for (const place of set) bytes[5 + (place >> 3)]! |= 128 >> (place & 7);
    return bytes;
  },
  read(bytes) {
    const [probes, a, b, c, d] = bytes as unknown as [number, number, number, number, number];
    const bits = ((a * 256 + b) * 256 + c) * 256 + d, set = new Set<number>();
    for (let place = 0; place < bits; place++) {
      if ((bytes[5 + (place >> 3)]! & 128 >> (place & 7)) !== 0) set.add(place);
    }
    return { bits, probes, set };
  },
};

function placesOf({ bits, probes }: { bits: number; probes: number }, key: Uint8Array): number[] {
  const [step, first] = hashes(key);
  return Array.from(
    { length: probes },
    (_, i) => (first + i * ((step | 1) >>> 0)) % 2 ** 32 % bits,
  );
}

/** A heap of rows, by what comes next of each. */
export const merge: Merge = (runs, compare) => ({
  [Symbol.iterator]() {
    type V = Parameters<typeof compare>[0];
    let heap: { value: V; at: number; own: Iterator<V> }[] | undefined;
    const isBefore = (a: number, b: number) => {
      const order = compare(heap![a]!.value, heap![b]!.value);
      return order < 0 || order === 0 && heap![a]!.at < heap![b]!.at;
    };
    const swap = (a: number, b: number) => [heap![a], heap![b]] = [heap![b]!, heap![a]!];
    const sink = (at: number) => {
      for (;;) {
        let least = 2 * at + 1;
        if (least >= heap!.length) return;
        if (least + 1 < heap!.length && isBefore(least + 1, least)) least++;
        if (!isBefore(least, at)) return;
        swap(at, least);
        at = least;
      }
    };
    const begin = () => {
      heap = [];
      for (const [at, run] of runs.entries()) {
        const own = run[Symbol.iterator](), { value, done } = own.next();
        if (!done) heap.push({ value, at, own });
      }
      for (let at = heap.length >> 1; at >= 0; at--) sink(at);
    };
    let isTaken = false;
    return {
      next() {
        if (heap === undefined) begin();
        else if (isTaken) {
          const [top] = heap, { value, done } = top!.own.next();
          if (!done) top!.value = value;
          else if (heap.length > 1) heap[0] = heap.pop()!;
          else heap = [];
          sink(0);
        }
        isTaken = heap!.length > 0;
        return isTaken ? { done: false, value: heap![0]!.value } : { done: true, value: undefined };
      },
      return() {
        for (const { own } of heap ?? []) own.return?.();
        heap = [];
        isTaken = false;
        return { done: true, value: undefined };
      },
    };
  },
});

/** The versions of a key are taken together; each reader marks the one that it sees. */
export const compaction: Compaction = function* (versions, { snapshots, ranges, isBottom }) {
  function* kept(of: Version[]): Generator<Version> {
    const marked = new Set<Version>();
    for (const reader of [Infinity, ...snapshots]) {
      const seen = of.find(({ sequence }) => sequence <= reader);
      const isHidden = seen !== undefined &&
        ranges.some(({ from, to, sequence }) =>
          sequence <= reader && sequence > seen.sequence && from <= seen.key && seen.key < to
        );
      if (seen !== undefined && !isHidden) marked.add(seen);
    }
    const rows = of.filter((each) => marked.has(each));
    if (of.length > 0 && isBottom(of[0]!.key)) {
      while (rows.at(-1)?.kind === "delete") rows.pop();
    }
    yield* rows;
  }
  let of: Version[] = [];
  for (const version of versions) {
    if (of[0]?.key !== version.key) {
      yield* kept(of);
      of = [];
    }
    of.push(version);
  }
  yield* kept(of);
};

/** Tables are added until nothing changes. */
export const picking: Picking = {
  next(tables, after = "") {
    const behind = tables.filter(({ largest }) => largest > after || after === "");
    return behind.length > 0 ? behind[0]! : tables[0]!;
  },
  inputs(levels, level, table, mostBytes) {
    const own = levels[level]!, names = new Set([table.name]);
    const touches = (a: Table, b: Table) => !(a.largest < b.smallest || b.largest < a.smallest);
    for (let size = 0; size !== names.size;) {
      size = names.size;
      own.forEach((each, at) => {
        const isOlder = own.some((newer, i) =>
          names.has(newer.name) && (level === 0 ? at < i : at > i) && touches(each, newer)
        );
        if (isOlder) names.add(each.name);
      });
    }
    const from = own.filter(({ name }) => names.has(name));
    const keys = from.flatMap(({ smallest, largest }) => [smallest, largest]).sort();
    const hull = { ...table, smallest: keys[0]!, largest: keys.at(-1)! };
    const [to, below] = [1, 2].map((more) =>
      (levels[level + more] ?? []).filter((each) => touches(each, hull))
    );
    const isSmall = below!.map(({ bytes }) => bytes).reduce((a, b) => a + b, 0) <= mostBytes;
    return { from, to: to!, isMove: from.length + to!.length === 1 && isSmall };
  },
};

/** All tables are in one map by their names. */
export const manifest: Manifest = {
  apply(levels, { removed, added }) {
    const all = new Map<string, { level: number; table: Table }>();
    levels.forEach((tables, level) =>
      tables.forEach((table) => all.set(table.name, { level, table }))
    );
    for (const { level, name } of removed) {
      if (all.get(name)?.level !== level) throw new Error("not there");
      all.delete(name);
    }
    for (const each of added) {
      const { name, smallest, largest } = each.table;
      if (all.has(name) || smallest > largest || !(each.level >= 0)) throw new Error("not so");
      all.set(name, each);
    }
    const after: Table[][] = Array.from({ length: 12 }, () => []);
    for (const { level, table } of all.values()) after[level]!.push(table);
    for (const tables of after.slice(1)) {
      tables.sort((a, b) =>
        a.smallest < b.smallest || a.smallest === b.smallest && a.largest < b.largest ? -1 : 1
      );
      if (tables.some((table, i) => i > 0 && tables[i - 1]!.largest > table.smallest)) {
        throw new Error("overlap");
      }
    }
    return after as Levels;
  },
  install(disk, { tables, entry, removed }) {
    for (const [name, bytes] of tables) disk.append(name, bytes);
    if (tables.size > 0) disk.syncFolder();
    for (const name of [...tables.keys()].reverse()) disk.sync(name);
    disk.append("manifest", entry);
    disk.sync("manifest");
    for (const name of [...removed].reverse()) disk.remove(name);
  },
};

/** The pages are written in one piece where they are in a row. */
export const roots: Roots = {
  choose(pair) {
    const [newest] = pair.filter((root) => root !== undefined).sort((a, b) =>
      b.transaction - a.transaction
    );
    return newest === undefined ? undefined : (newest.transaction % 2) as 0 | 1;
  },
  commit(disk, { file, pageBytes, pages, root, rootPage }) {
    const numbers = [...pages.keys()].sort((a, b) => a - b);
    for (const number of numbers) disk.writeAt(file, number * pageBytes, pages.get(number)!);
    disk.sync(file);
    const half = pageBytes >> 1, at = (root.transaction & 1) * pageBytes;
    disk.writeAt(file, at + half, rootPage.subarray(half));
    disk.writeAt(file, at, rootPage.subarray(0, half));
    disk.sync(file);
  },
  reusable: (freed, readers, durable) =>
    [...freed].reverse().filter(({ transaction }) =>
      [durable, ...readers].every((each) => each >= transaction)
    ).flatMap(({ pages }) => [...pages].reverse()),
};
