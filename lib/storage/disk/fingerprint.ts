/** A short mark of some bytes, against chance and not against an adversary. @module */

/** 64 bits and the length: two hashes in the manner of FNV-1a, of different multipliers. */
export function fingerprint(bytes: Uint8Array): string {
  let a = 0x811c9dc5, b = 0x9747b28c;
  for (let i = 0; i < bytes.length; i++) {
    a = Math.imul(a ^ bytes[i]!, 0x01000193);
    b = Math.imul(b ^ bytes[i]!, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return `${bytes.length}.${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
}
