/** Histories of a memory: in words, and as operations one after the other. @module */

import type { Operation } from "../../model/history.ts";

/** One operation on a register; `output` is what was read, null for a write and for nothing. */
export interface Access extends
  Operation<
    | { readonly type: "read"; readonly key: string }
    | { readonly type: "write"; readonly key: string; readonly value: number },
    number | null
  > {
  /** What was read. */
  readonly output: number | null;
}

/** Operations in the order in which they were invoked; a process has one at a time. */
export type Memory = readonly Access[];

/** What is done in an operation: it makes a history together with the times. */
export type Done = Pick<Access, "process" | "input" | "output">;

/** A write. */
export function write(process: number, key: string, value: number): Done {
  return { process, input: { type: "write", key, value }, output: null };
}

/** A read, and what it returned. */
export function read(process: number, key: string, output: number | null): Done {
  return { process, input: { type: "read", key }, output };
}

/** A history of these: each takes 6 ms and begins 10 ms after the one before. */
export function oneByOne(done: readonly Done[]): Memory {
  return done.map(({ process, input, output }, id) => {
    const invokedAt = 10 * id;
    return { id, process, input, output, invokedAt, endedAt: invokedAt + 6, outcome: "ok" };
  });
}

/**
 * A history from words like `0 w x 1, 1 r x 1, 1 r y -`: process, write or read, register, value (`-` for
 * null). Each operation takes 6 ms and begins 10 ms after the one before; with `&` in place of the comma
 * it lasts until the next one is under way. A register with a strange name is in quotes: `0 w "" 1`.
 */
export function memory(text: string): Memory {
  const done: Done[] = [], last = new Set<number>();
  let rest = text.trim();
  while (rest !== "") {
    const [all, process, what, name, value, mark = ""] = OPERATION.exec(rest) ?? refuse(rest);
    rest = rest.slice(all!.length);
    // What a mark stands before must follow.
    if (mark !== "" && rest === "") refuse(all!);
    if (mark.startsWith("&")) last.add(done.length);
    done.push(doneIn([process!, what!, name!, value!], all!));
  }
  return oneByOne(done).map((each) =>
    last.has(each.id) ? { ...each, endedAt: each.invokedAt + 14 } : each
  );
}

/** An operation, and what follows it: a comma, `&`, or nothing more. */
const OPERATION = /^(\d+)\s+([rw])\s+("(?:[^"\\]|\\.)*"|[^\s"]+)\s+([^\s,&]+)\s*([,&]\s*|$)/;

function doneIn([process, what, name, value]: readonly string[], text: string): Done {
  const key = name!.startsWith('"') ? unquoted(name!) : name;
  const number = value === "-" && what === "r" ? null : Number(value);
  if (key === undefined || !Number.isFinite(number ?? 0)) refuse(text);
  const known = Number(process);
  return what === "w" ? write(known, key!, number!) : read(known, key!, number);
}

function unquoted(name: string): string | undefined {
  try {
    return JSON.parse(name) as string;
  } catch {
    return undefined;
  }
}

function refuse(text: string): never {
  throw new SyntaxError(
    "Cannot read a history because each operation must be like `0 w x 1` or `1 r x -`, with a comma or `&` " +
      `between two of them: given ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/** A history in the same words. */
export function inWords(history: readonly Done[]): string {
  return history.map(({ process, input, output }) => {
    const value = input.type === "write" ? input.value : output ?? "-";
    return `${process} ${input.type === "write" ? "w" : "r"} ${named(input.key)} ${value}`;
  }).join(", ");
}

/** A register as it stands in words. */
export function named(key: string): string {
  return /^[a-z]\w*$/i.test(key) ? key : JSON.stringify(key);
}
