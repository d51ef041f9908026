// Hashes of numbers of 64 bits: two words of 32, one stirred into the other.

export function numbers(
  highs: usize,
  lows: usize,
  count: i32,
  seed: u32,
  outHighs: usize,
  outLows: usize,
): void {
  for (let at: usize = 0, end = <usize> count << 2; at < end; at += 4) {
    const high = spread(load<u32>(highs + at) ^ spread(load<u32>(lows + at) ^ seed));
    store<u32>(outHighs + at, high);
    store<u32>(outLows + at, spread(high + 0x9e3779b9 ^ load<u32>(lows + at)));
  }
}

// @ts-ignore: a decorator of AssemblyScript.
@inline
function spread(bits: u32): u32 {
  bits = (bits ^ bits >>> 16) * 0x85ebca6b;
  bits = (bits ^ bits >>> 13) * 0xc2b2ae35;
  return bits ^ bits >>> 16;
}
