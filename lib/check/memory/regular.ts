/**
 * Safe and regular registers (Lamport 1986, On interprocess communication, part II), where nobody writes a
 * register before the write before has ended:
 *
 * - *regular*: a read returns what was written last before it was called, or what some write that overlaps
 *   with it writes;
 * - *safe*: a read that no write overlaps with returns what was written last; any other may return anything.
 *
 * A linearizable register is regular, and a regular one is safe. What regular lacks is an agreement between
 * reads: of two reads one after the other, both during one write, the first may see it and the second not.
 *
 * @module
 */

import { type MemoryHistory, type MemoryOperation, registerOf } from "./memory.ts";
import { type LevelVerdict, ok } from "./verdict.ts";

/** Whether every read returns the last write before it, or one that overlaps with it. */
export function regular(history: MemoryHistory): LevelVerdict {
  return judge(
    history,
    (read, last, during) => [last, ...during].some((write) => valueOf(write) === read.output),
  );
}

/** Whether every read that no write overlaps with returns the last write before it. */
export function safe(history: MemoryHistory): LevelVerdict {
  return judge(
    history,
    (read, last, during) => during.length > 0 || valueOf(last) === read.output,
  );
}

/** Whether a read is right, given the last write that had ended before it and those that overlap with it. */
type Rule = (
  read: MemoryOperation,
  last: MemoryOperation | undefined,
  during: readonly MemoryOperation[],
) => boolean;

function judge(history: MemoryHistory, isRight: Rule): LevelVerdict {
  const registers = Map.groupBy(history, ({ input }) => registerOf(input));
  for (const [register, operations] of registers) {
    const writes = writesOf(register, operations);
    for (const read of operations) {
      if (read.input.type !== "read" || read.outcome !== "ok") continue;
      const last = writes.findLast(({ endedAt }) => endedAt < read.invokedAt);
      const during = writes.filter((write) =>
        write.invokedAt <= read.endedAt && write.endedAt >= read.invokedAt
      );
      if (isRight(read, last, during)) continue;
      const words = `process ${read.process} reads ${read.output}; written last is ` +
        `${valueOf(last)}, and meanwhile ${during.map(valueOf).join(", ") || "nothing"}`;
      const operations = last === undefined ? [read] : [last, ...during, read];
      return { verdict: "violation", operations, words: [words] };
    }
  }
  return ok;
}

/** The writes of a register, which come one after the other. */
function writesOf(register: string, history: MemoryHistory): readonly MemoryOperation[] {
  const writes = history.filter(({ input, outcome }) =>
    input.type === "write" && outcome !== "fail"
  );
  for (const [i, write] of writes.entries()) {
    const next = writes[i + 1];
    if (next === undefined || write.endedAt < next.invokedAt) continue;
    throw new RangeError(
      `Cannot judge a register because its writes must come one after the other: ` +
        `given ${valueOf(write)} and ${valueOf(next)} at once for ${JSON.stringify(register)}`,
    );
  }
  return writes;
}

function valueOf(write: MemoryOperation | undefined) {
  return write?.input.type === "write" ? write.input.value : null;
}
