/** Ranges and what is asked of them, in words. @module */

import { encode } from "hb/model/encode.ts";
import type { Heard, OperateCommand, Operation, RangeAnswer, RangeState } from "../given.ts";
import { inWords } from "./in_order.ts";
import { intervalInWords } from "./keyspace.ts";

/** A range: "group 2 with [b, t) in version 3". */
export function rangeInWords(
  range: Pick<RangeState, "group" | "start" | "end" | "version">,
): string {
  return `group ${range.group} with ${intervalInWords(range)} in version ${range.version}`;
}

/** What has changed of a range, one by one. */
export function changes(before: RangeState, after: RangeState, isNew = false): string[] {
  const words: string[] = [];
  const compare = (name: string, of: (s: RangeState) => unknown) => {
    const [was, is] = [of(before), of(after)];
    if (encode(was) === encode(is)) return;
    if (is === undefined) words.push(`${name} is gone`);
    else if (isNew || was === undefined) words.push(`${name} is ${inWords(is)}`);
    else words.push(`${name} goes from ${inWords(was)} to ${inWords(is)}`);
  };
  compare("its start", ({ start }) => start);
  compare("its end", ({ end }) => end);
  compare("its version", ({ version }) => version);
  compare("its stop", ({ merging }) => merging);
  compare("what it has absorbed", ({ absorbed }) => [...absorbed].sort());
  compare("what was born of it", ({ born }) => [...born].sort());
  for (const key of new Set([...before.data.keys(), ...after.data.keys()])) {
    compare(`"${key}"`, ({ data }) => data.get(key));
  }
  for (const gateway of new Set([...before.heard.keys(), ...after.heard.keys()])) {
    const of = (get: (heard: Heard) => unknown) => ({ heard }: RangeState) => {
      const there = heard.get(gateway);
      return there && get(there);
    };
    compare(`the boot of gateway ${gateway}`, of(({ boot }) => boot));
    compare(`the lowest number of gateway ${gateway}`, of(({ lowest }) => lowest));
    const all = [before, after].flatMap((s) => [...s.heard.get(gateway)?.answers.keys() ?? []]);
    for (const each of new Set(all)) {
      compare(
        `the answer to ${each} of gateway ${gateway}`,
        of(({ answers }) => answers.get(each)),
      );
    }
  }
  return words;
}

/** All of a range in words: "group 4: its start is k, …". */
export function whole(range: RangeState): string {
  return `group ${range.group}: ${contents(range).join(", ")}`;
}

/** All of a range, one by one, as changes of one that has nothing. */
export function contents(range: RangeState): string[] {
  const nothing: RangeState = {
    group: range.group,
    start: "?",
    end: "?",
    version: -1,
    data: new Map(),
    heard: new Map(),
    merging: null,
    absorbed: new Set(),
    born: new Set(),
  };
  return changes(nothing, range, true);
}

/** What is answered: "it answers stale (group 2 with [b, t) in version 3)". */
export function answered(answer: RangeAnswer): string {
  if (answer.ok) return `it answers ${inWords(answer.value)}`;
  const range = "range" in answer ? ` (${rangeInWords(answer.range)})` : "";
  return `it answers ${answer.why}${range}`;
}

export function operationInWords(operation: Operation): string {
  const { type, key } = operation;
  switch (type) {
    case "put":
      return `put "${key}" ${inWords(operation.value)}`;
    case "cas":
      return `put "${key}" ${inWords(operation.value)} in place of ${inWords(operation.expected)}`;
    case "scan":
      return `scan ${
        intervalInWords({ start: key, end: operation.end })
      }, at most ${operation.limit}`;
    default:
      return `${type} "${key}"`;
  }
}

export function commandInWords({ version, stamp, operation }: OperateCommand): string {
  const from = stamp === null
    ? "without a stamp"
    : `request ${stamp.sequence} of gateway ${stamp.gateway}, boot ${stamp.boot}, lowest ${stamp.lowest}`;
  return `for version ${version}: ${operationInWords(operation)} (${from})`;
}

/** Writes over all that a range remembers; whoever shares memory with it will notice. */
export function scribble(range: RangeState): void {
  range.data.set("scribble", "scribble");
  for (const heard of range.heard.values()) {
    heard.lowest += 1000;
    heard.answers.set(-1, { ok: false, why: "old" });
  }
  range.heard.set(-1, { boot: 0, lowest: 0, answers: new Map() });
  range.absorbed.add(-1);
  range.born.add(-1);
}
