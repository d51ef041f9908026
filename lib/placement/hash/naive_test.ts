/** xxHash64 with BigInt, as the specification says it: the twin of the quick one. */

const mask = (1n << 64n) - 1n;
const P1 = 0x9E3779B185EBCA87n, P2 = 0xC2B2AE3D27D4EB4Fn, P3 = 0x165667B19E3779F9n;
const P4 = 0x85EBCA77C2B2AE63n, P5 = 0x27D4EB2F165667C5n;

const times = (a: bigint, b: bigint) => a * b & mask;
const plus = (a: bigint, b: bigint) => a + b & mask;
const turn = (a: bigint, by: bigint) => (a << by | a >> 64n - by) & mask;
const round = (a: bigint, input: bigint) => times(turn(plus(a, times(input, P2)), 31n), P1);

export function naiveXxHash64(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0, hash = plus(seed, P5);
  if (bytes.length >= 32) {
    const lanes = [plus(plus(seed, P1), P2), plus(seed, P2), seed, plus(seed, mask + 1n - P1)];
    for (; at + 32 <= bytes.length; at += 32) {
      for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i]!, view.getBigUint64(at + 8 * i, true));
    }
    hash = lanes.reduce((sum, lane, i) => plus(sum, turn(lane, [1n, 7n, 12n, 18n][i]!)), 0n);
    for (const lane of lanes) hash = plus(times(hash ^ round(0n, lane), P1), P4);
  }
  hash = plus(hash, BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = plus(times(turn(hash ^ round(0n, view.getBigUint64(at, true)), 27n), P1), P4);
  }
  if (at + 4 <= bytes.length) {
    hash = plus(times(turn(hash ^ times(BigInt(view.getUint32(at, true)), P1), 23n), P2), P3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = times(turn(hash ^ times(BigInt(bytes[at]!), P5), 11n), P1);
  }
  hash = times(hash ^ hash >> 33n, P2);
  hash = times(hash ^ hash >> 29n, P3);
  return hash ^ hash >> 32n;
}
