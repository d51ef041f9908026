/** Doubles taken apart, and put together: sign, exponent and fraction (IEEE 754). @module */

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which of the two words is the upper one on this machine. */
const upper = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The sign, the exponent and the first 20 bits of the fraction. */
export function upperWord(x: number): number {
  float[0] = x;
  return words[upper]!;
}

/** All of them from 2⁻¹⁰²³ on, which is below the normal numbers, to 2¹⁰²³. */
const powers = new Float64Array(2047);
for (let i = 0, up = 1, down = 1; i <= 1023; i++, up *= 2, down /= 2) {
  powers[1023 + i] = up;
  powers[1023 - i] = down;
}

/** 2 to a power from −1023 to 1023. */
export function powerOfTwo(exponent: number): number {
  return powers[1023 + exponent]!;
}

/** A finite double as a whole number times a power of two. */
export function wholeParts(x: number): { readonly whole: bigint; readonly exponent: number } {
  float[0] = x;
  const low = words[1 - upper]!, high = words[upper]!, exponent = (high >>> 20) & 0x7ff;
  const fraction = BigInt(high & 0xfffff) * 0x1_0000_0000n + BigInt(low);
  const size = exponent === 0 ? fraction : fraction + 0x10_0000_0000_0000n;
  return { whole: x < 0 ? -size : size, exponent: Math.max(exponent, 1) - 1075 };
}
