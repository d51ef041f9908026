// xxHash64 of texts that lie one behind another; `ends` says where each ends.

import { joined, P1, P2, P5, rest, round } from "../xxhash64";

export function texts(
  bytes: usize,
  ends: usize,
  count: i32,
  seedHigh: u32,
  seedLow: u32,
  outHighs: usize,
  outLows: usize,
): void {
  const seed = <u64> seedHigh << 32 | <u64> seedLow;
  let at = bytes;
  for (let text: usize = 0, last = <usize> count << 2; text < last; text += 4) {
    const end = bytes + load<u32>(ends + text), length = end - at;
    let hash = seed + P5;
    if (length >= 32) {
      let a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
      for (; at + 32 <= end; at += 32) {
        a = round(a, load<u64>(at));
        b = round(b, load<u64>(at, 8));
        c = round(c, load<u64>(at, 16));
        d = round(d, load<u64>(at, 24));
      }
      hash = joined(a, b, c, d);
    }
    hash = rest(hash + length, at, end);
    at = end;
    store<u32>(outHighs + text, <u32> (hash >>> 32));
    store<u32>(outLows + text, <u32> hash);
  }
}
