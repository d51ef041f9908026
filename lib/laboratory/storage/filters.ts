/** How often filters are wrong, measured beside what is worked out. @module */

import { blockedBloom } from "../../storage/bloom/blocked.ts";
import { bloom, probesFor } from "../../storage/bloom/bloom.ts";
import type { FilterKind } from "../../storage/bloom/filter.ts";
import { KeyHashes } from "../../storage/bloom/key_hash.ts";
import { blockedRate, bloomRate, ribbonRate } from "../../storage/bloom/rates.ts";
import { readFilter } from "../../storage/bloom/read_filter.ts";
import { ribbon } from "../../storage/bloom/ribbon.ts";

/** A filter, asked for many keys that it was not built of. */
export interface FilterRow {
  /** What kind it is. */
  readonly kind: "bloom" | "blocked bloom" | "ribbon";
  /** How many bits a key sets, or how many columns a ribbon has. */
  readonly each: number;
  /** How many bits a key it has, as it was built. */
  readonly bitsPerKey: number;
  /** How many keys it was asked for. */
  readonly asked: number;
  /** Which share of them it took for keys of its own. */
  readonly rate: number;
  /** Which share that should be. */
  readonly expected: number;
}

/** What is measured. */
export interface FilterSizes {
  /** How many bits a key Bloom filters get, plain ones and blocked ones; default 2, 4, …, 20. */
  readonly bits?: readonly number[];
  /** How many columns ribbons get; default 2, 4, …, 16, which takes 2 to 19 bits a key. */
  readonly columns?: readonly number[];
  /** How many keys a filter is built of; default 10,000. */
  readonly keys?: number;
}

/** How often a filter should be wrong for its rate to be known to three digits or so: to 0.7%. */
const wanted = 20_000;

const even = (last: number) => Array.from({ length: last / 2 }, (_, i) => 2 * i + 2);

/**
 * Filters of each kind and size, on keys that count up from 0. Each is asked often enough to be wrong some
 * 20,000 times; or a million times, where that would take more than three: a rate of one in 10,000 is then
 * known to a tenth.
 */
export function falsePositives(sizes: FilterSizes = {}): FilterRow[] {
  const { bits = even(20), columns = even(16), keys = 10_000 } = sizes;
  const bloomLike = bits.flatMap((size) => {
    const each = probesFor(size);
    return [
      measured("bloom", bloom(size), each, keys, (built) => bloomRate(built, each)),
      measured("blocked bloom", blockedBloom(size), each, keys, (b) => blockedRate(b, each)),
    ];
  });
  const ribbons = columns.map((each) =>
    measured("ribbon", ribbon(each), each, keys, () => ribbonRate(each))
  );
  return [...bloomLike, ...ribbons];
}

function measured(
  kind: FilterRow["kind"],
  of: FilterKind,
  each: number,
  keys: number,
  expectedAt: (bitsPerKey: number) => number,
): FilterRow {
  const key = new Uint8Array(4), view = new DataView(key.buffer), hashes = new KeyHashes();
  for (let i = 0; i < keys; i++) {
    view.setUint32(0, i);
    hashes.add(key);
  }
  const bytes = of.build(hashes), filter = readFilter(bytes);
  const bitsPerKey = 8 * bytes.length / keys, expected = expectedAt(bitsPerKey);
  const enough = Math.round(wanted / expected), asked = enough <= 3e6 ? enough : 1e6;
  let wrong = 0;
  for (let i = 0; i < asked; i++) {
    view.setUint32(0, keys + i);
    if (filter.has(key)) wrong++;
  }
  return { kind, each, bitsPerKey, asked, rate: wrong / asked, expected };
}
