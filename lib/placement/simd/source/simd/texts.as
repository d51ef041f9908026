// xxHash64 of texts that lie one behind another; `ends` says where each ends. The four
// accumulators of long texts are two vectors. There is a multiplication of two words of 64 bits,
// but most machines make it of several others.

import { joined, P1, P2, P5, rest } from "../xxhash64";

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
      let a = i64x2.replace_lane(i64x2.splat(seed + P2), 0, seed + P1 + P2);
      let b = i64x2.replace_lane(i64x2.splat(seed), 1, seed - P1);
      for (; at + 32 <= end; at += 32) {
        a = round(a, v128.load(at));
        b = round(b, v128.load(at, 16));
      }
      hash = joined(
        i64x2.extract_lane(a, 0),
        i64x2.extract_lane(a, 1),
        i64x2.extract_lane(b, 0),
        i64x2.extract_lane(b, 1),
      );
    }
    hash = rest(hash + length, at, end);
    at = end;
    store<u32>(outHighs + text, <u32> (hash >>> 32));
    store<u32>(outLows + text, <u32> hash);
  }
}

// @ts-ignore: a decorator of AssemblyScript.
@inline
function round(accumulator: v128, input: v128): v128 {
  const sum = i64x2.add(accumulator, i64x2.mul(input, i64x2.splat(P2)));
  return i64x2.mul(v128.or(i64x2.shl(sum, 31), i64x2.shr_u(sum, 33)), i64x2.splat(P1));
}
