// Hashes of numbers of 64 bits, four at once: two words of 32, one stirred into the other.
// Numbers come in fours: who calls pads them.

export function numbers(
  highs: usize,
  lows: usize,
  count: i32,
  seed: u32,
  outHighs: usize,
  outLows: usize,
): void {
  const seeds = i32x4.splat(seed), golden = i32x4.splat(0x9e3779b9);
  for (let at: usize = 0, end = <usize> count << 2; at < end; at += 16) {
    const low = v128.load(lows + at);
    const high = spread(v128.xor(v128.load(highs + at), spread(v128.xor(low, seeds))));
    v128.store(outHighs + at, high);
    v128.store(outLows + at, spread(v128.xor(i32x4.add(high, golden), low)));
  }
}

// @ts-ignore: a decorator of AssemblyScript.
@inline
function spread(bits: v128): v128 {
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 16)), i32x4.splat(0x85ebca6b));
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(bits, i32x4.shr_u(bits, 16));
}
