/**
 * Convergence, the part of eventual consistency that a finite history can break (Viotti and Vukolić
 * 2016: EventualVisibility and no circular causality; Vogels 2009). That every write is seen *in the
 * end* no finite history contradicts. So a history is taken to be finished: once all writes to a register
 * have ended, the last read that each process makes of it afterwards counts as the end. These reads must
 * agree, and must return something that was written, if anything was. A process whose last operation has no
 * answer gave up, or is still waiting, and does not read in the end: what it read before says nothing.
 *
 * Registers with a write that never ended are not judged, as it may take effect at any time.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { MemoryHistory, MemoryOperation } from "./memory.ts";
import { groundless } from "./causality.ts";
import { memoryOf, registerOf } from "./memory.ts";
import { type LevelVerdict, ok } from "./verdict.ts";

/** Whether the copies that the reads of a finished history saw have converged. */
export function converged(history: MemoryHistory): LevelVerdict {
  const wrong = groundless(memoryOf(history));
  if (wrong !== undefined) return wrong;
  const waiting = new Map(history.map(({ process, outcome }) => [process, outcome === "unknown"]));
  const finished = (process: number) => !waiting.get(process);
  for (const key of new Set(history.map(({ input }) => registerOf(input)))) {
    const own = history.filter(({ input }) => registerOf(input) === key);
    const verdict = agreed(key, own, finished);
    if (verdict.verdict !== "ok") return verdict;
  }
  return ok;
}

function agreed(
  key: string,
  history: MemoryHistory,
  finished: (process: number) => boolean,
): LevelVerdict {
  const writes = history.filter(({ input, outcome }) =>
    input.type === "write" && outcome !== "fail"
  );
  const quietAt = Math.max(...writes.map(({ endedAt }) => endedAt));
  const last = new Map<number, MemoryOperation>();
  for (const operation of history) {
    const { process, input, outcome, invokedAt } = operation;
    if (input.type === "read" && outcome === "ok" && invokedAt > quietAt && finished(process)) {
      last.set(process, operation);
    }
  }
  const [first, ...others] = last.values();
  if (first === undefined) return ok;
  const name = key === "" ? "the register" : key;
  const say = ({ process, output }: MemoryOperation) =>
    `in the end process ${process} reads ${name} = ${encode(output)}`;
  const other = others.find(({ output }) => output !== first.output);
  if (other !== undefined) {
    return { verdict: "violation", operations: [first, other], words: [say(first), say(other)] };
  }
  if (writes.length === 0 || first.output !== null) return ok;
  const [written] = writes;
  const words = [`process ${written!.process} wrote ${name}`, say(first)];
  return { verdict: "violation", operations: [written!, first], words };
}
