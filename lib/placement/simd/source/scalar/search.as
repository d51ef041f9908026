// For each position the first point that is not before it; behind the last, the first of all.
// Halves by selecting, as a branch would be foretold wrongly every second time. There is a point
// at least.

export function search(
  points: usize,
  count: i32,
  _tree: usize,
  _levels: i32,
  positions: usize,
  keys: i32,
  out: usize,
): void {
  for (let key: usize = 0, end = <usize> keys << 2; key < end; key += 4) {
    const position = load<u32>(positions + key);
    let start = points, length = count;
    while (length > 1) {
      const half = length >> 1, middle = start + (<usize> half << 2);
      start = select(middle, start, load<u32>(middle - 4) < position);
      length -= half;
    }
    const at = <i32> (start - points >> 2) + i32(load<u32>(start) < position);
    store<i32>(out + key, select(0, at, at === count));
  }
}
