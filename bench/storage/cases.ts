/** What engines are asked to do, with the same keys and values for all. @module */

import { Random } from "hb/sim/random.ts";
import type { Change, Engine } from "hb/storage/engine/engine.ts";
import type { Contestant, Opened } from "./engines.ts";
import { grouped } from "./grouped.ts";

/** How many entries a store has. */
const ENTRIES = 60_000;
const KEY_BYTES = 16;
const VALUE_BYTES = 100;
const BATCH = 1000;
/** How many are read, put one by one, and put with a sync each. */
const READS = 30_000, COLD_READS = 20_000, PUTS = 4000, SYNCED = 150;
/** How many put at the same time. */
export const CLIENTS = 32;
/** How many each client puts, one after another. */
const PUTS_OF_CLIENT = 30;

/** What the disk can do at most. */
export const PLAIN = "(a plain file, each write synced)";

/** What is measured, in this order. */
export const cases = [
  "fill in order, batches of 1,000",
  "fill at random, batches of 1,000",
  "get at random, warm",
  "scan forward",
  "overwrite at random, batches of 1,000",
  "get at random, opened anew",
  "put one at a time, no sync",
  PLAIN,
  "put one at a time, each synced",
  "put by 32 clients, syncs shared",
] as const;

/** A case. */
export type Case = typeof cases[number];

/** How many operations a second each case had. */
export type Rates = Readonly<Record<Case, number>>;

/** The data of a turn. */
export class Data {
  readonly keys: readonly Uint8Array[];
  readonly #values: Uint8Array;
  readonly #random: Random;

  /** Other data for another seed. */
  constructor(seed: number) {
    this.#random = new Random(seed, "storage");
    this.keys = Array.from({ length: ENTRIES }, (_, i) => keyOf(i));
    // Bytes that cannot be compressed, of which each value is a part.
    this.#values = new Uint8Array(2 ** 16 + VALUE_BYTES).map(() => this.#random.below(256));
  }

  /** The keys in an order of their own. */
  shuffled(): Uint8Array[] {
    const keys = [...this.keys];
    for (let i = keys.length - 1; i > 0; i--) {
      const j = this.#random.below(i + 1);
      [keys[i], keys[j]] = [keys[j]!, keys[i]!];
    }
    return keys;
  }

  /** Keys that are there. */
  some(count: number): Uint8Array[] {
    return Array.from({ length: count }, () => this.keys[this.#random.below(ENTRIES)]!);
  }

  /** Some value. */
  value(): Uint8Array {
    const at = this.#random.below(2 ** 16);
    return this.#values.subarray(at, at + VALUE_BYTES);
  }

  /** Puts of these keys, a thousand at a time. */
  batches(keys: readonly Uint8Array[]): Change[][] {
    const puts = this.puts(keys);
    return Array.from(
      { length: puts.length / BATCH },
      (_, i) => puts.slice(i * BATCH, (i + 1) * BATCH),
    );
  }

  /** Puts of these keys. */
  puts(keys: readonly Uint8Array[]): (Change & { type: "put" })[] {
    return keys.map((key) => ({ type: "put", key, value: this.value() }));
  }
}

function keyOf(number: number): Uint8Array {
  return new TextEncoder().encode(String(number).padStart(KEY_BYTES, "0"));
}

/** Runs all cases once, in folders below `folder`. */
export async function runCases(
  contestant: Contestant,
  data: Data,
  folder: string,
): Promise<Rates> {
  const inOrder = await contestant.open(`${folder}/in-order`);
  const filledInOrder = await fill(inOrder.engine, data.batches(data.keys));
  await inOrder.close();
  const path = `${folder}/at-random`;
  let opened: Opened = await contestant.open(path);
  const filled = await fill(opened.engine, data.batches(data.shuffled()));
  // Reads what it measures once before.
  await get(opened.engine, data.some(READS / 2));
  const warm = await get(opened.engine, data.some(READS));
  const scanned = await scan(opened.engine);
  const overwritten = await fill(opened.engine, data.batches(data.some(ENTRIES * 3 / 10)));
  await opened.close();
  opened = await contestant.open(path);
  const cold = await get(opened.engine, data.some(COLD_READS));
  const puts = await put(opened.engine, data.puts(data.some(PUTS)), false);
  await opened.engine.sync();
  const plain = plainFile(data, folder);
  const synced = await put(opened.engine, data.puts(data.some(SYNCED)), true);
  const together = await putTogether(contestant, opened.engine, data);
  await opened.close();
  const rates = [
    filledInOrder,
    filled,
    warm,
    scanned,
    overwritten,
    cold,
    puts,
    plain,
    synced,
    together,
  ];
  return Object.fromEntries(cases.map((name, i) => [name, rates[i]!])) as Record<Case, number>;
}

/**
 * What a plain file does, with a sync behind every put: this disk does no more of these. There is room in
 * it already, as there is in the logs of most engines: to sync a file that grows takes several times as
 * long. It is measured beside each engine, as a disk that others use as well has its moments.
 */
function plainFile(data: Data, folder: string): number {
  using file = Deno.openSync(`${folder}/plain`, { write: true, create: true });
  file.writeSync(new Uint8Array(2 ** 20));
  file.syncSync();
  file.seekSync(0, Deno.SeekMode.Start);
  const bytes = new Uint8Array(KEY_BYTES + VALUE_BYTES);
  const began = performance.now();
  for (const { key, value } of data.puts(data.some(SYNCED))) {
    bytes.set(key);
    bytes.set(value, KEY_BYTES);
    file.writeSync(bytes);
    file.syncDataSync();
  }
  return rate(SYNCED, began);
}

function rate(operations: number, began: number): number {
  return 1000 * operations / (performance.now() - began);
}

/** All batches, and a sync at the end. */
async function fill(engine: Engine, batches: readonly (readonly Change[])[]): Promise<number> {
  const began = performance.now();
  for (const changes of batches) {
    const written = engine.batch(changes);
    // Whoever need not wait does not.
    if (written instanceof Promise) await written;
  }
  await engine.sync();
  return rate(batches.length * BATCH, began);
}

async function get(engine: Engine, keys: readonly Uint8Array[]): Promise<number> {
  const began = performance.now();
  for (const key of keys) {
    const got = engine.get(key), value = got instanceof Promise ? await got : got;
    if (value?.length !== VALUE_BYTES) {
      throw new Error("Cannot measure gets because a key must be there");
    }
  }
  return rate(keys.length, began);
}

async function scan(engine: Engine): Promise<number> {
  const began = performance.now(), entries = engine.scan();
  let count = 0;
  if (Symbol.iterator in entries) { for (const _ of entries) count++; }
  else for await (const _ of entries) count++;
  if (count !== ENTRIES) {
    throw new Error(`Cannot measure a scan because it must find all: given ${count}`);
  }
  return rate(count, began);
}

async function put(
  engine: Engine,
  puts: readonly (Change & { type: "put" })[],
  sync: boolean,
): Promise<number> {
  const began = performance.now();
  for (const { key, value } of puts) {
    const written = engine.put(key, value, { sync });
    if (written instanceof Promise) await written;
  }
  return rate(puts.length, began);
}

/** Each client puts one after another, and waits until it is durable. */
async function putTogether(
  { groups = false }: Contestant,
  engine: Engine,
  data: Data,
): Promise<number> {
  const commit = groups
    ? (change: Change & { type: "put" }) => engine.put(change.key, change.value, { sync: true })
    : grouped(engine);
  const clients = Array.from({ length: CLIENTS }, () => data.puts(data.some(PUTS_OF_CLIENT)));
  const began = performance.now();
  await Promise.all(clients.map(async (puts) => {
    for (const change of puts) await commit(change);
  }));
  return rate(CLIENTS * PUTS_OF_CLIENT, began);
}
