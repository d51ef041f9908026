// For each key the node with the greatest score; the first of equal ones. Lanes are keys, so that
// nothing has to be compared across lanes, and there are two vectors of them, as a multiplication
// takes longer than the next one has to wait.
//
// Within eight nodes only the greatest score is kept, and not whose it is: that would take as
// long as the score itself. For each key the eight that had its best are scored once more in the
// end, with nodes as lanes. Keys and nodes come in eights: who calls fills up the keys with any,
// and the nodes with copies of the first, which never wins against it.

const EIGHT: usize = 8 << 2;

export function rendezvous(
  keyHighs: usize,
  keyLows: usize,
  keys: i32,
  nodeHighs: usize,
  nodeLows: usize,
  nodes: i32,
  out: usize,
): void {
  const last = <usize> nodes << 2;
  for (let key: usize = 0, end = <usize> keys << 2; key < end; key += EIGHT) {
    const highA = v128.load(keyHighs + key), highB = v128.load(keyHighs + key, 16);
    const lowA = v128.load(keyLows + key), lowB = v128.load(keyLows + key, 16);
    let bestA = i32x4.splat(0), bestB = i32x4.splat(0);
    let foundA = i32x4.splat(0), foundB = i32x4.splat(0);
    for (let at: usize = 0; at < last;) {
      const place = i32x4.splat(<i32> at);
      let a = bestA, b = bestB;
      for (const behind = at + EIGHT; at < behind; at += 4) {
        const high = v128.load32_splat(nodeHighs + at), low = v128.load32_splat(nodeLows + at);
        a = i32x4.max_u(a, score(v128.xor(highA, high), v128.xor(lowA, low)));
        b = i32x4.max_u(b, score(v128.xor(highB, high), v128.xor(lowB, low)));
      }
      // Where the best is what it was, so is where it was found.
      foundA = v128.bitselect(foundA, place, i32x4.eq(a, bestA));
      foundB = v128.bitselect(foundB, place, i32x4.eq(b, bestB));
      bestA = a;
      bestB = b;
    }
    v128.store(out + key, foundA);
    v128.store(out + key, foundB, 16);
    for (let own = key; own < key + EIGHT; own += 4) {
      const place = load<u32>(out + own);
      const high = v128.load32_splat(keyHighs + own), low = v128.load32_splat(keyLows + own);
      store<u32>(out + own, (place >> 2) + first(nodeHighs + place, nodeLows + place, high, low));
    }
  }
}

// Which of eight nodes has the greatest score with one key; the first of equal ones.
// @ts-ignore: a decorator of AssemblyScript.
@inline
function first(nodeHighs: usize, nodeLows: usize, high: v128, low: v128): u32 {
  const a = score(v128.xor(high, v128.load(nodeHighs)), v128.xor(low, v128.load(nodeLows)));
  const b = score(v128.xor(high, v128.load(nodeHighs, 16)), v128.xor(low, v128.load(nodeLows, 16)));
  let most = i32x4.max_u(a, b);
  most = i32x4.max_u(most, i8x16.shuffle(most, most, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  most = i32x4.max_u(most, i8x16.shuffle(most, most, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  return ctz(i32x4.bitmask(i32x4.eq(a, most)) | i32x4.bitmask(i32x4.eq(b, most)) << 4);
}

// Of the exclusive ors of both halves.
// @ts-ignore: a decorator of AssemblyScript.
@inline
function score(high: v128, low: v128): v128 {
  const bits = i32x4.mul(v128.xor(high, i32x4.shr_u(high, 16)), i32x4.splat(0x85ebca6b));
  const both = v128.xor(bits, low);
  return i32x4.mul(v128.xor(both, i32x4.shr_u(both, 13)), i32x4.splat(0xc2b2ae35));
}
