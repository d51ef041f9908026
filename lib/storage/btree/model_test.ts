/** Both trees beside a sorted map, whatever is done with them. CPU: 3 s. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { type Change, compareKeys, type Entry, type Scan, withPrefix } from "../engine/engine.ts";
import { openCopyTree } from "./copy/open.ts";
import { openLogTree } from "./log/open.ts";
import { longestKey } from "./cells.ts";
import type { BTree, TreeReading, TreeSnapshot } from "./engine.ts";

const trees: Record<string, (disk: SimulatedDisk) => BTree> = {
  // Few pages are kept in memory, so that most are read from the disk; commits and checkpoints come
  // often.
  copy: (disk) => openCopyTree(disk, { pageBytes: 128, groupPages: 30, cachedPages: 6 }),
  log: (disk) => openLogTree(disk, { pageBytes: 128, checkpointFrames: 30, cachedPages: 6 }),
};

type Entries = readonly (readonly [Uint8Array, Uint8Array])[];

class Model {
  entries: Entries = [];

  change(change: Change): void {
    const { entries } = this;
    if (change.type === "delete range") {
      this.entries = entries.filter(([key]) =>
        compareKeys(key, change.from) < 0 || compareKeys(key, change.to) >= 0
      );
      return;
    }
    const others = entries.filter(([key]) => compareKeys(key, change.key) !== 0);
    this.entries = change.type === "delete"
      ? others
      : [...others, [change.key, change.value] as const].sort(([a], [b]) => compareKeys(a, b));
  }

  static scan(entries: Entries, { from, to, reverse }: Scan): Entries {
    const found = entries.filter(([key]) =>
      (from === undefined || compareKeys(key, from) >= 0) &&
      (to === undefined || compareKeys(key, to) < 0)
    );
    return reverse ? found.toReversed() : found;
  }
}

function scanned(reading: TreeReading, scan: Scan): Entries {
  return Array.from(reading.scan(scan), ({ key, value }) => [key, value] as const);
}

// Few different keys, so that they meet; with the empty one, such as begin another, and bytes of 255.
const key = fc.array(fc.constantFrom(0, 1, 97, 254, 255), { maxLength: 4 }).map((bytes) =>
  Uint8Array.from(bytes)
);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.nat({ max: 500 }).map((length) => new Uint8Array(length).fill(7)) },
);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ type: fc.constant("put" as const), key, value }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("delete" as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("delete range" as const), from: key, to: key }),
  },
);
const which = fc.nat();
/** Everything that can be done, and how often each is. */
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("batch" as const),
      changes: fc.array(change, { minLength: 1, maxLength: 25, size: "max" }),
      sync: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("scan" as const),
      scan: fc.record({ from: key, to: key, reverse: fc.boolean() }, { requiredKeys: [] }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("get" as const), key }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("prefix" as const), key }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("sync" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reopen" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("hold" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("begin" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("read" as const), which, release: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("go on" as const), which }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Of<T extends Step["type"]> = Extract<Step, { type: T }>;

/** A tree and what it must hold. */
class Session {
  readonly hits = { splits: 0, merges: 0, shifts: 0, reused: 0, commits: 0, found: 0, held: 0 };
  readonly model = new Model();
  readonly #disk = new SimulatedDisk();
  #tree: BTree;
  #held: { readonly snapshot: TreeSnapshot; readonly entries: Entries }[] = [];
  #going: { readonly scan: IterableIterator<Entry>; left: Entries }[] = [];

  constructor(readonly open: (disk: SimulatedDisk) => BTree) {
    this.#tree = open(this.#disk);
  }

  readonly steps: { readonly [T in Step["type"]]: (step: Of<T>) => void } = {
    batch: ({ changes, sync }) => {
      this.#tree.batch(changes, { sync });
      for (const change of changes) this.model.change(change);
    },
    scan: ({ scan }) => {
      assertEquals(scanned(this.#tree, scan), Model.scan(this.model.entries, scan));
    },
    get: ({ key }) => {
      const found = this.model.entries.find((entry) => compareKeys(entry[0], key) === 0);
      assertEquals(this.#tree.get(key), found?.[1]);
    },
    prefix: ({ key }) => {
      const found = Model.scan(this.model.entries, withPrefix(key));
      this.hits.found += found.length;
      assertEquals(scanned(this.#tree, withPrefix(key)), found);
    },
    sync: () => this.#tree.sync(),
    reopen: () => this.#reopen(),
    hold: () => {
      this.#held.push({ snapshot: this.#tree.snapshot(), entries: this.model.entries });
    },
    begin: () => {
      this.#going.push({ scan: this.#tree.scan(), left: this.model.entries });
    },
    read: ({ which, release }) => this.#read(which % this.#held.length, release),
    "go on": ({ which }) => {
      const going = this.#going[which % this.#going.length];
      if (going === undefined) return;
      const [next, ...left] = going.left;
      going.left = left;
      assertEquals(going.scan.next().value, next && { key: next[0], value: next[1] });
    },
  };

  do<T extends Step["type"]>(step: Of<T>): void {
    (this.steps[step.type as T] as (step: Of<T>) => void)(step);
    assertEquals(this.#tree.violations(), []);
  }

  end(): typeof this.hits {
    this.#reopen();
    assertEquals(scanned(this.#tree, {}), this.model.entries);
    return this.hits;
  }

  #reopen(): void {
    for (const counted of ["splits", "merges", "shifts", "reused", "commits"] as const) {
      this.hits[counted] += this.#tree.statistics[counted];
    }
    this.#tree.close();
    assertThrows(() => this.#tree.get(new Uint8Array()), Error, "given a closed one");
    this.#tree = this.open(this.#disk);
    this.#held = [];
    this.#going = [];
  }

  #read(at: number, release: boolean): void {
    const held = this.#held[at];
    if (held === undefined) return;
    const { snapshot, entries } = held;
    this.hits.held++;
    assertEquals(scanned(snapshot, {}), entries);
    assertEquals(scanned(snapshot, { reverse: true }), entries.toReversed());
    if (!release) return;
    snapshot.release();
    this.#held.splice(at, 1);
    assertThrows(() => snapshot.get(new Uint8Array()), Error, "a released one");
  }
}

for (const [name, open] of Object.entries(trees)) {
  Deno.test(`${name}: it is a sorted map, for readers of older versions too`, () => {
    const hits: Record<string, number> = {};
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 100, size: "max" }), (steps) => {
        const session = new Session(open);
        for (const step of steps) session.do(step);
        for (const [hit, times] of Object.entries(session.end())) {
          hits[hit] = (hits[hit] ?? 0) + times;
        }
      }),
      { numRuns: 60 },
    );
    // What is generated gets to where it should.
    for (const [hit, times] of Object.entries(hits)) assert(times > 20, `${hit}: ${times}`);
  });
}

for (const [name, open] of Object.entries(trees)) {
  Deno.test(`${name}: a key longer than a page allows is refused, and nothing done`, () => {
    const tree = open(new SimulatedDisk()), most = longestKey(128);
    const keys = Array.from({ length: 40 }, (_, i) => new Uint8Array(most).fill(255, 1).with(0, i));
    for (const key of keys) tree.put(key, new Uint8Array(300));
    assertEquals(tree.violations(), []);
    assertEquals(Array.from(tree.scan(), ({ key }) => key), keys);
    const error = assertThrows(
      () =>
        tree.batch([
          { type: "delete", key: keys[0]! },
          { type: "put", key: new Uint8Array(most + 1), value: new Uint8Array() },
        ]),
      RangeError,
    );
    assertEquals(
      error.message,
      "Cannot write a key because it must have at most 12 bytes in pages of 128: given 13",
    );
    assertEquals(tree.get(keys[0]!), new Uint8Array(300));
    assertEquals(tree.get(new Uint8Array(most + 1)), undefined);
    tree.delete(new Uint8Array(most + 1));
    tree.batch([{ type: "delete range", from: new Uint8Array(), to: Uint8Array.of(255, 255) }]);
    assertEquals([[...tree.scan()], tree.violations()], [[], []]);
  });

  Deno.test(`${name}: the empty key, the empty value, and keys of 255s`, () => {
    const disk = new SimulatedDisk(), tree = open(disk), empty = new Uint8Array();
    const high = [1, 2, 3].map((length) => new Uint8Array(length).fill(255));
    for (const key of [empty, ...high]) tree.put(key, empty);
    tree.close();
    const keys = Array.from(open(disk).scan({ reverse: true }), ({ key }) => key);
    assertEquals(keys, [empty, ...high].reverse());
    const beyond = Array.from(open(disk).scan(withPrefix(high[1]!)), ({ key }) => key);
    assertEquals(beyond, high.slice(1));
  });
}
