// For each key the node with the greatest score; the first of equal ones.

export function rendezvous(
  keyHighs: usize,
  keyLows: usize,
  keys: i32,
  nodeHighs: usize,
  nodeLows: usize,
  nodes: i32,
  out: usize,
): void {
  for (let key: usize = 0, end = <usize> keys << 2; key < end; key += 4) {
    const high = load<u32>(keyHighs + key), low = load<u32>(keyLows + key);
    let best: u32 = 0, found: u32 = 0;
    for (let node = 0; node < nodes; node++) {
      const at = <usize> node << 2;
      let bits = high ^ load<u32>(nodeHighs + at);
      bits = (bits ^ bits >>> 16) * 0x85ebca6b;
      bits ^= low ^ load<u32>(nodeLows + at);
      bits = (bits ^ bits >>> 13) * 0xc2b2ae35;
      if (bits > best) {
        best = bits;
        found = node;
      }
    }
    store<u32>(out + key, found);
  }
}
