// For each key the node with the greatest score; the first of equal ones. Lanes are keys, so that nothing has to be
// compared across lanes. Eight keys at once, as a multiplication takes longer than the next one has to wait for it.
// Keys come in eights: who calls pads them.

export function rendezvous(
  keyHighs: usize,
  keyLows: usize,
  keys: i32,
  nodeHighs: usize,
  nodeLows: usize,
  nodes: i32,
  out: usize,
): void {
  const first = i32x4.splat(0x85ebca6b), second = i32x4.splat(0xc2b2ae35);
  for (let key: usize = 0, end = <usize> keys << 2; key < end; key += 32) {
    const highA = v128.load(keyHighs + key), highB = v128.load(keyHighs + key, 16);
    const lowA = v128.load(keyLows + key), lowB = v128.load(keyLows + key, 16);
    let bestA = i32x4.splat(0), bestB = i32x4.splat(0);
    let foundA = i32x4.splat(0), foundB = i32x4.splat(0);
    for (let node = 0; node < nodes; node++) {
      const at = <usize> node << 2, number = i32x4.splat(node);
      const high = v128.load32_splat(nodeHighs + at), low = v128.load32_splat(nodeLows + at);
      let a = v128.xor(highA, high), b = v128.xor(highB, high);
      a = i32x4.mul(v128.xor(a, i32x4.shr_u(a, 16)), first);
      b = i32x4.mul(v128.xor(b, i32x4.shr_u(b, 16)), first);
      a = v128.xor(a, v128.xor(lowA, low));
      b = v128.xor(b, v128.xor(lowB, low));
      a = i32x4.mul(v128.xor(a, i32x4.shr_u(a, 13)), second);
      b = i32x4.mul(v128.xor(b, i32x4.shr_u(b, 13)), second);
      a = v128.xor(a, i32x4.shr_u(a, 16));
      b = v128.xor(b, i32x4.shr_u(b, 16));
      a = i32x4.max_u(a, bestA);
      b = i32x4.max_u(b, bestB);
      // Where the best is what it was, so is who has it.
      foundA = v128.bitselect(foundA, number, i32x4.eq(a, bestA));
      foundB = v128.bitselect(foundB, number, i32x4.eq(b, bestB));
      bestA = a;
      bestB = b;
    }
    v128.store(out + key, foundA);
    v128.store(out + key, foundB, 16);
  }
}
