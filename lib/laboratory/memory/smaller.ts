/** Histories with less in them, to find the shortest that shows something. @module */

import { type Memory, oneByOne } from "./histories.ts";
import { shorter } from "./shorter.ts";

/**
 * What is shorter than the history; then as long, with a read that finds nothing, with plain names, or one
 * operation after the other. What is read goes on having been written.
 */
export function* smaller(history: Memory): Generator<Memory> {
  yield* shorter(history);
  for (const each of history) {
    if (each.output !== null) yield history.with(each.id, { ...each, output: null });
  }
  const plain = renamed(history);
  if (differs(history, plain)) yield plain;
  const patient = oneByOne(history);
  if (differs(history, patient)) yield patient;
}

function processesOf(history: Memory): number[] {
  return [...new Set(history.map(({ process }) => process))];
}

/** Processes 0, 1, … as they come, registers x, y, …, and in each the values 0, 1, …. */
function renamed(history: Memory): Memory {
  const processes = processesOf(history);
  const keys = [...new Set(history.map(({ input }) => input.key))];
  if (keys.length > NAMES.length) return history;
  return history.map((each) => {
    const { input, output } = each, of = valuesOf(history, input.key);
    const key = NAMES[keys.indexOf(input.key)]!;
    return {
      ...each,
      process: processes.indexOf(each.process),
      input: input.type === "write"
        ? { ...input, key, value: of.indexOf(input.value) }
        : { ...input, key },
      output: output === null ? null : of.indexOf(output),
    };
  });
}

const NAMES = ["x", "y", "z", "u", "v", "w"];

/** The values of a register: first those that were written, in their order. */
function valuesOf(history: Memory, key: string): number[] {
  const own = history.filter(({ input }) => input.key === key);
  const written = own.flatMap(({ input }) => input.type === "write" ? [input.value] : []);
  const others = own.flatMap(({ output }) => output === null ? [] : [output]);
  return [...new Set([...written, ...others])];
}

function differs(one: Memory, other: Memory): boolean {
  return one.some((each, at) => {
    const { process, input, output, invokedAt, endedAt } = other[at]!;
    return process !== each.process || output !== each.output || input.key !== each.input.key ||
      ("value" in input && "value" in each.input && input.value !== each.input.value) ||
      invokedAt !== each.invokedAt || endedAt !== each.endedAt;
  });
}
