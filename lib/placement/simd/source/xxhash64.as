// xxHash64 but for its stripes of 32 bytes.

export const P1: u64 = 0x9e3779b185ebca87;
export const P2: u64 = 0xc2b2ae3d27d4eb4f;
export const P3: u64 = 0x165667b19e3779f9;
export const P4: u64 = 0x85ebca77c2b2ae63;
export const P5: u64 = 0x27d4eb2f165667c5;

// @ts-ignore: a decorator of AssemblyScript.
@inline
export function round(accumulator: u64, input: u64): u64 {
  return rotl(accumulator + input * P2, 31) * P1;
}

// @ts-ignore: a decorator of AssemblyScript.
@inline
export function joined(a: u64, b: u64, c: u64, d: u64): u64 {
  let hash = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18);
  hash = (hash ^ round(0, a)) * P1 + P4;
  hash = (hash ^ round(0, b)) * P1 + P4;
  hash = (hash ^ round(0, c)) * P1 + P4;
  return (hash ^ round(0, d)) * P1 + P4;
}

// What is left behind the stripes, up to `end`.
export function rest(hash: u64, at: usize, end: usize): u64 {
  for (; at + 8 <= end; at += 8) hash = rotl(hash ^ round(0, load<u64>(at)), 27) * P1 + P4;
  if (at + 4 <= end) {
    hash = rotl(hash ^ load<u32>(at) * P1, 23) * P2 + P3;
    at += 4;
  }
  for (; at < end; at++) hash = rotl(hash ^ load<u8>(at) * P5, 11) * P1;
  hash = (hash ^ hash >>> 33) * P2;
  hash = (hash ^ hash >>> 29) * P3;
  return hash ^ hash >>> 32;
}
