import text from "./session.md" with { type: "text" };
import { type Grading, shown, task } from "hb/grade/part.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Arbitration, inWords, type Memory, memory } from "../memory.ts";
import { draw } from "hb/laboratory/memory/draw.ts";
import { type Access, named, oneByOne, read, write } from "hb/laboratory/memory/histories.ts";
import { small } from "hb/laboratory/memory/small.ts";
import { smaller } from "hb/laboratory/memory/smaller.ts";
import { neither, size } from "./compare.ts";
import { disguised, mistaken } from "./odd.ts";

export const session = task<Answers>(text, ({ session }, grading) => {
  const all = [...cases(grading)];
  for (const [name, by] of guarantees) {
    grading.forAll(all, ({ history, arbitration }) => {
      const fallen = behind(history, arbitration, by);
      grading.busyWith(() => size(history, { timed: false }));
      const order = [...arbitration].map(([key, values]) => `${named(key)}: ${values.join(" ")}`);
      const told = `${inWords(history) || "no operation at all"}, arbitrated ${
        order.join("; ") || "in no way"
      }`;
      const said = grading.asked(
        () => session[name](shown(history), shown(arbitration)),
        () => `${name} for ${told}`,
      );
      const right = fallen === undefined;
      const why = fallen === undefined
        ? `no read falls behind what its process had ${by === "write" ? "written" : "read"}`
        : `${one(fallen.mark)} comes first, and ${one(fallen.read)} falls behind it`;
      const yours = typeof said === "boolean" ? "" : `, and ${neither(said)}`;
      grading.expect(said === right, `${name} must be ${right} for ${told}${yours}: ${why}`);
    }, shorter);
  }
});

const guarantees = [["readsItsWrites", "write"], ["readsMonotonically", "read"]] as const;

interface Case {
  readonly history: Memory;
  readonly arbitration: Arbitration;
}

function* cases(grading: Grading): Generator<Case> {
  yield of([]);
  yield of(memory("0 w x 1, 0 r x -"));
  // Together with numbers of processes, some names of registers are alike.
  yield of(memory('10 w "" 1, 10 r "" 1, 1 r "0" -'));
  yield of(memory("11 w x 1, 11 r x 1, 1 r x1 -"));
  yield of(memory("0 w x 1, 0 r X -, 0 r xx -"));
  yield of(memory("4294967296 w x 1, 0 r x -, 4294967296 r y -"));
  yield of(memory("16777217 r x -, 16777217 w x 1, 16777216 r x -"));
  yield of(memory("0 w constructor 1, 0 r toString -, 0 r __proto__ -, 0 r constructor 1"));
  // Many values of one register: the order of any two of them counts.
  for (const [first, then] of [[19, 12], [12, 19], [12, 5], [5, 12], [5, 2], [2, 5]] as const) {
    const writes = Array.from({ length: 20 }, (_, i) => `${i === first ? 1 : 0} w x ${i}`).join(
      ", ",
    );
    yield of(memory(`${writes}, 1 r x ${then}`));
    yield of(memory(`${writes}, 2 r x ${first}, 2 r x ${then}`));
  }
  for (const idle of [5, 12, 20]) {
    const between = "0 r y -, ".repeat(idle);
    yield of(memory(`0 w x 1, ${between}0 r x -`));
    yield of(memory(`1 w x 1, 0 r x 1, ${between}0 r x -`));
  }
  for (const history of mistaken()) {
    // What is read must have been written here.
    if (history.length === 2 && history[1]!.output === null) yield of(history);
  }
  for (const history of small(3)) {
    yield of(history);
    yield of(history, (values) => values.toReversed());
  }
  for (const seed of grading.seeds(150)) yield drawn(new Random(seed, "few"), 4 + seed % 6, 0.15);
  for (const seed of grading.seeds(40)) yield drawn(new Random(seed, "many"), 24, 0.04);
  for (const seed of grading.seeds(150)) {
    const random = new Random(seed, "odd");
    const about = { processes: 1 + random.below(3), registers: 1 + random.below(3), writes: 0.35 };
    const history = draw(random, { ...about, operations: 4 + seed % 6 });
    yield answered(random, disguised(random, history), 0.15);
  }
  for (const seed of grading.seeds(8)) yield crowded(new Random(seed, "crowded"));
}

/** A history, with what was written to each register in the order of time, or in another one. */
function of(history: Memory, ordered = (values: number[]) => values): Case {
  const order = new Map<string, number[]>();
  for (const { input } of history) {
    if (input.type === "write") order.set(input.key, [...order.get(input.key) ?? [], input.value]);
  }
  return {
    history,
    arbitration: new Map([...order].map(([key, values]) => [key, ordered(values)])),
  };
}

/** Reads that fall behind nothing, but for a few that may. */
function drawn(random: Random, operations: number, stray: number): Case {
  const processes = 1 + random.below(3), registers = 1 + random.below(3);
  return answered(random, draw(random, { processes, operations, registers, writes: 0.35 }), stray);
}

/**
 * Sixteen processes and twelve registers: each process writes or reads each register, and then some read again,
 * of which one or none falls behind.
 */
function crowded(random: Random): Case {
  const pairs = Array.from({ length: 16 * 12 }, (_, i) => [i % 16, `r${i >> 4}`] as const);
  const first = pairs.map(([process, key], i) =>
    random.chance(0.5) ? write(process, key, i) : read(process, key, null)
  );
  const again = pairs.map(([process, key]) => read(process, key, null));
  return answered(random, oneByOne([...first, ...again]), 0.004);
}

/** The history with its reads answered, and an arbitration that is not always the order of time. */
function answered(random: Random, history: Memory, stray: number): Case {
  const { arbitration } = of(history, (values) => {
    for (let i = 1; i < values.length; i++) {
      if (random.chance(0.4)) values.splice(i - 1, 2, values[i]!, values[i - 1]!);
    }
    return values;
  });
  // How many of a register's values a process must not go back to, null among them.
  const marks = new Map<string, number>();
  const reads = history.map((each) => {
    const { process, input: { key } } = each, name = `${process} ${key}`;
    const values = [null, ...arbitration.get(key) ?? []];
    const least = random.chance(stray) ? 0 : marks.get(name) ?? 0;
    const age = each.input.type === "write"
      ? values.indexOf(each.input.value)
      : least + random.below(values.length - least);
    marks.set(name, Math.max(age, marks.get(name) ?? 0));
    return each.input.type === "write" ? each : { ...each, output: values[age]! };
  });
  return { history: reads, arbitration };
}

function* shorter({ history, arbitration }: Case): Generator<Case> {
  for (const less of smaller(history)) {
    // What is as long as before may have other names.
    const before = less.length === history.length ? history : less;
    const order = new Map<string, number[]>();
    for (const key of new Set(before.map((each) => each.input.key))) {
      for (const value of arbitration.get(key) ?? []) {
        const at = before.findIndex(({ input }) =>
          input.type === "write" && input.key === key && input.value === value
        );
        const write = less[at]?.input;
        if (write?.type !== "write") continue;
        order.set(write.key, [...order.get(write.key) ?? [], write.value]);
      }
    }
    yield { history: less, arbitration: order };
  }
}

/** Something that sets a mark, and a later read that falls behind it; every pair is tried. */
function behind(
  history: Memory,
  arbitration: Arbitration,
  by: "read" | "write",
): { readonly mark: Access; readonly read: Access } | undefined {
  const age = ({ input, output }: Access) => {
    const value = input.type === "write" ? input.value : output;
    return value === null ? -1 : arbitration.get(input.key)!.indexOf(value);
  };
  for (const [at, read] of history.entries()) {
    if (read.input.type !== "read") continue;
    const mark = history.slice(0, at).find((mark) =>
      mark.process === read.process && mark.input.key === read.input.key &&
      mark.input.type === by && age(mark) > age(read)
    );
    if (mark !== undefined) return { mark, read };
  }
  return undefined;
}

function one(access: Access): string {
  return inWords([access]);
}
