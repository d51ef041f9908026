/** Part 5: a Bloom filter. */

import { type Bloom, hashes } from "../../exercises/17-storage/given.ts";

interface Filter {
  readonly bits: number;
  readonly probes: number;
  readonly set: Uint8Array;
}

/** Two numbers of four bytes. */
const HEADER = 8;

export const bloom: Bloom<Filter> = {
  size(keys, rate) {
    const bits = Math.max(1, Math.ceil(-keys * Math.log(rate) / Math.LN2 ** 2));
    return { bits, probes: Math.max(1, Math.round(Math.LN2 * bits / keys)) };
  },
  make: ({ bits, probes }) => ({ bits, probes, set: new Uint8Array(Math.ceil(bits / 8)) }),
  add(filter, key) {
    for (const bit of bitsOf(filter, key)) filter.set[bit >> 3]! |= 1 << (bit & 7);
  },
  has(filter, key) {
    for (const bit of bitsOf(filter, key)) {
      if ((filter.set[bit >> 3]! >> (bit & 7) & 1) === 0) return false;
    }
    return true;
  },
  write({ bits, probes, set }) {
    const bytes = new Uint8Array(HEADER + set.length), head = new DataView(bytes.buffer);
    head.setUint32(0, bits);
    head.setUint32(4, probes);
    bytes.set(set, HEADER);
    return bytes;
  },
  read(bytes) {
    const head = new DataView(bytes.buffer, bytes.byteOffset);
    return { bits: head.getUint32(0), probes: head.getUint32(4), set: bytes.slice(HEADER) };
  },
};

function* bitsOf({ bits, probes }: Filter, key: Uint8Array): Generator<number> {
  const [first, second] = hashes(key);
  for (let i = 0; i < probes; i++) yield (first + i * second) % bits;
}
