/** Orders of commands, executed by a range and its neighbour, in which a mistake of Multi-Raft shows. @module */

import { equal } from "../../../model/compare.ts";
import { overlap } from "../../../multiraft/range/interval.ts";
import { frozenSource } from "../../../multiraft/range/machine.ts";
import { emptyRange } from "../../../multiraft/range/state.ts";
import { Range, type Story } from "./node.ts";

const put = (value: string) => ({ type: "put", key: "x", value } as const);
const get = { type: "get", key: "x" } as const;

function doneTwice(range: Range): string | undefined {
  const { value } = range.ask(get, 99) as { value?: unknown };
  return value === "second" ? undefined : `linearizability: x is ${value}, and was second before`;
}

/** What was asked of a range is asked again of the one that was split off from it. */
export const askedOfAChild: Story = ({ rules } = {}): string | undefined => {
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1), rules);
  parent.ask(put("first"), 1);
  parent.ask(put("second"), 1, 8);
  parent.apply({ type: "split", version: 1, at: "m", child: 2 });
  const child = new Range(parent.born!, rules);
  child.ask(put("first"), 1);
  return doneTwice(child);
};

/** What was asked of a range is asked again of the one that has absorbed it. */
export const askedAfterAMerge: Story = ({ rules } = {}): string | undefined => {
  const into = new Range(emptyRange(1, { start: "", end: "m" }, 1), rules);
  const source = new Range(emptyRange(2, { start: "m", end: null }, 1), rules);
  source.ask(put("first"), 1);
  source.ask(put("second"), 1, 8);
  source.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  into.apply({ type: "absorb", source: frozenSource(source.state) });
  into.ask(put("first"), 1);
  return doneTwice(into);
};

/** A range goes on because its neighbour has changed; then a copy of it as it had stopped comes late. */
export const aLateCopy: Story = ({ rules } = {}): string | undefined => {
  const into = new Range(emptyRange(1, { start: "", end: "m" }, 1), rules);
  const source = new Range(emptyRange(2, { start: "m", end: null }, 1), rules);
  source.ask(put("first"), 1);
  source.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  const copy = frozenSource(source.state);
  // The neighbour loses the keys beside it, and gets them back.
  into.apply({ type: "split", version: 1, at: "f", child: 3 });
  const answer = into.apply({ type: "absorb", source: copy });
  if (!equal(answer, { ok: true, value: false })) return "the neighbour says nothing clear";
  source.apply({ type: "thaw", version: copy.version });
  source.ask(put("second"), 2);
  const between = new Range(into.born!, rules);
  const { version } = into.state;
  between.apply({ type: "freeze", version: 2, into: 1, intoVersion: version, intoKey: "" });
  into.apply({ type: "absorb", source: frozenSource(between.state) });
  into.apply({ type: "absorb", source: copy });
  return overlap(into.state, source.state) ? "one range for each key: x is in two" : undefined;
};

/** A range has absorbed what was split off from it, and is told to split it off again. */
export const splitsOffAgain: Story = ({ rules } = {}): string | undefined => {
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1), rules);
  const again = () => {
    const { version } = parent.state;
    return parent.apply({ type: "split", version, at: "m", child: 2 });
  };
  again();
  const child = new Range(parent.born!, rules), { version } = parent.state;
  child.apply({ type: "freeze", version: 2, into: 1, intoVersion: version, intoKey: "" });
  parent.apply({ type: "absorb", source: frozenSource(child.state) });
  return again().ok ? "one range for each key: group 2 has been, and goes by its name" : undefined;
};

/** A range has stopped, and its neighbour absorbs it; then who has not heard of it asks the range itself. */
export const askedAfterItHasStopped: Story = ({ rules } = {}): string | undefined => {
  const into = new Range(emptyRange(1, { start: "", end: "m" }, 1), rules);
  const source = new Range(emptyRange(2, { start: "m", end: null }, 1), rules);
  source.ask(put("first"), 1);
  source.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  into.apply({ type: "absorb", source: frozenSource(source.state) });
  const { ok } = source.ask(put("second"), 2);
  const { value } = into.ask(get, 3) as { value?: unknown };
  if (value !== "first") return "the neighbour has not absorbed it";
  return ok ? "linearizability: x is first, after second was put" : undefined;
};
