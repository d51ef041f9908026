// Maglev's table, of nodes of one weight, with and without vectors: which entry a node looks at
// depends on the one before, and whether it is free on all turns before, so there are no four
// things to do at once.

export function fill(next: usize, skips: usize, nodes: i32, size: i32, table: usize): void {
  memory.fill(table, 0xff, <usize> size << 2);
  let filled = 0;
  while (true) {
    for (let node = 0; node < nodes; node++) {
      const own = <usize> node << 2, skip = load<i32>(skips + own);
      let entry = load<i32>(next + own);
      while (load<i32>(table + (<usize> entry << 2)) !== -1) {
        entry += skip;
        if (entry >= size) entry -= size;
      }
      store<i32>(table + (<usize> entry << 2), node);
      store<i32>(next + own, entry);
      if (++filled === size) return;
    }
  }
}
