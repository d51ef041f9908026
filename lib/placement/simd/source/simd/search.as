// For each position the first point that is not before it; behind the last, the first of all. The
// points are in a tree whose nodes are blocks of sixteen numbers: each is the greatest of a block
// one level below. Sixteen are compared by four instructions, and how many are less is which
// block comes next. Numbers are signed, by turning their highest bit, as such are compared at
// once; blocks are filled up with the greatest there is.
//
// Four keys go down together, so that one is compared while the next one's block is on its way.
// Positions come in fours: who calls pads them. `tree` names where each level begins, the root
// first.

export function search(
  _points: usize,
  count: i32,
  tree: usize,
  levels: i32,
  positions: usize,
  keys: i32,
  out: usize,
): void {
  const sign = i32x4.splat(0x80000000), treeEnd = tree + (<usize> levels << 2);
  for (let key: usize = 0, end = <usize> keys << 2; key < end; key += 16) {
    const four = v128.xor(v128.load(positions + key), sign);
    const a = i32x4.splat(i32x4.extract_lane(four, 0));
    const b = i32x4.splat(i32x4.extract_lane(four, 1));
    const c = i32x4.splat(i32x4.extract_lane(four, 2));
    const d = i32x4.splat(i32x4.extract_lane(four, 3));
    let blockA = 0, blockB = 0, blockC = 0, blockD = 0;
    for (let level = tree; level < treeEnd; level += 4) {
      const start = load<usize>(level);
      blockA = (blockA << 4) + below(start + (<usize> blockA << 6), a);
      blockB = (blockB << 4) + below(start + (<usize> blockB << 6), b);
      blockC = (blockC << 4) + below(start + (<usize> blockC << 6), c);
      blockD = (blockD << 4) + below(start + (<usize> blockD << 6), d);
    }
    store<i32>(out + key, select(0, blockA, blockA >= count));
    store<i32>(out + key, select(0, blockB, blockB >= count), 4);
    store<i32>(out + key, select(0, blockC, blockC >= count), 8);
    store<i32>(out + key, select(0, blockD, blockD >= count), 12);
  }
}

// How many of a block are less.
// @ts-ignore: a decorator of AssemblyScript.
@inline
function below(block: usize, position: v128): i32 {
  const low = i16x8.narrow_i32x4_s(
    i32x4.lt_s(v128.load(block), position),
    i32x4.lt_s(v128.load(block, 16), position),
  );
  const high = i16x8.narrow_i32x4_s(
    i32x4.lt_s(v128.load(block, 32), position),
    i32x4.lt_s(v128.load(block, 48), position),
  );
  return popcnt(i8x16.bitmask(i8x16.narrow_i16x8_s(low, high)));
}
