/** Short hashes of texts, against chance and not against an adversary. @module */

/** FNV-1a over the units of a text: 32 bits, from 0 on. */
export function fnv1a(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  return bits >>> 0;
}

/** The end of MurmurHash3, which spreads 32 bits to all of them: from 0 on. */
export function spread(word: number): number {
  let bits = Math.imul(word ^ word >>> 16, 0x85ebca6b);
  bits = Math.imul(bits ^ bits >>> 13, 0xc2b2ae35);
  return (bits ^ bits >>> 16) >>> 0;
}
