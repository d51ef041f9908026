import text from "./interference.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Attributes, type Id, type Known, label, type Value } from "../given.ts";
import { aValue, writes } from "./draws.ts";
import { doInterfere, found } from "./interfering.ts";
import { attributes, commands } from "./words.ts";

export const interference = task<Answers>(text, ({ interference }, grading) => {
  grading.againstReference(
    ({ a, b }) => interference.interfere(a, b),
    ({ a, b }) => doInterfere(a, b),
    pairs(),
    ({ a, b }) =>
      `whether ${commands(a)} and ${
        commands(b)
      } interfere, so that all must execute them in the same order (Moraru et al. 2013, section 4.1)`,
    smallerPairs,
  );
  grading.againstReference(
    ({ rows, id, value }) => interference.attributes(rows, id, value),
    ({ rows, id, value }) => found(rows, id, value),
    cases(),
    ({ rows, id, value }) =>
      `what ${commands(value)} depends on in ${label(id)}, where a replica knows ${
        known(rows)
      } (Moraru et al. 2013, section 4.3: the last instance of each row that interferes, and a greater sequence number than all that do)`,
    smaller,
    (given) => attributes(given as Attributes),
  );
});

interface Pair {
  readonly a: Value;
  readonly b: Value;
}

function* pairs(): Generator<Pair> {
  yield { a: [], b: [] };
  yield { a: [], b: [{ ...writes("a"), writes: ["*"] }] };
  yield* drawn(2500, "pairs", (random) => ({ a: aValue(random, 0), b: aValue(random, 13) }));
}

function* smallerPairs({ a, b }: Pair): Generator<Pair> {
  for (const at of a.keys()) yield { a: a.toSpliced(at, 1), b };
  for (const at of b.keys()) yield { a, b: b.toSpliced(at, 1) };
}

interface Case {
  readonly rows: readonly ReadonlyMap<number, Known>[];
  readonly id: Id;
  readonly value: Value;
}

function known(rows: Case["rows"]): string {
  const all = rows.flatMap((row, replica) =>
    [...row].map(([slot, { value, sequence }]) =>
      `${label({ replica, slot })}: ${commands(value)}, #${sequence}`
    )
  );
  return `nothing${all.length === 0 ? "" : ` but ${all.join("; ")}`}, of ${rows.length} rows`;
}

function* cases(): Generator<Case> {
  yield {
    rows: [new Map(), new Map(), new Map()],
    id: { replica: 0, slot: 1 },
    value: [writes("a")],
  };
  yield* drawn(1500, "attributes", aCase);
}

function aCase(random: Random, at: number): Case {
  const replicas = at % 10 === 9 ? 13 : 3 + random.below(3), isLong = at % 20 === 19;
  const far = random.chance(0.1) ? 2 ** 33 : random.chance(0.2) ? 40 : 0;
  let nth = 0;
  const rows = Array.from({ length: replicas }, () => {
    const row = new Map<number, Known>();
    for (let left = random.below(isLong ? 60 : 4); left > 0; left--) {
      const slot = far + 1 + random.below(isLong ? 80 : 6);
      row.set(slot, { value: aValue(random, ++nth), sequence: random.below(isLong ? 4000 : 9) });
    }
    return row;
  });
  const id = { replica: random.below(replicas), slot: far + 1 + random.below(6) };
  return { rows, id, value: aValue(random, ++nth) };
}

function* smaller({ rows, id, value }: Case): Generator<Case> {
  for (const [replica, row] of rows.entries()) {
    for (const slot of row.keys()) {
      const less = new Map(row);
      less.delete(slot);
      yield { rows: rows.with(replica, less), id, value };
    }
    for (const [slot, known] of row) {
      for (const i of known.value.keys()) {
        const one = { ...known, value: known.value.toSpliced(i, 1) };
        yield { rows: rows.with(replica, new Map(row).set(slot, one)), id, value };
      }
    }
  }
  for (const at of value.keys()) yield { rows, id, value: value.toSpliced(at, 1) };
}
