/** The timeline of a violation of linearizability: what contradicts each other, among what was near. @module */

import type { Explanation } from "../../check/linearizable/explain.ts";
import type { Violation } from "../../check/linearizable/verdict.ts";
import { describe, type Spec } from "../../check/spec/spec.ts";
import type { History } from "../../model/history.ts";
import type { Figure } from "../figure.ts";
import { assertFields, list, record, wholeFrom } from "../refuse.ts";
import { timeline } from "./timeline.ts";

/** What the timeline of a violation is told besides the violation. */
export interface ViolationOptions {
  /** The finding, in words; "Not linearizable" and the key by default. */
  readonly title?: string;
  /** What stands under the axis; "time in ms" by default. */
  readonly axisTitle?: string;
  /** The sentences under the picture; the whole explanation by default. */
  readonly words?: readonly string[];
  /** The most operations that are drawn; 24 by default. */
  readonly most?: number;
}

/**
 * Draws the operations that contradict each other, the one that does not fit, and the nearest of the
 * others, with the points of a longest order that fits.
 */
export function violationTimeline<S, I, O>(
  violation: Violation<I, O>,
  explanation: Explanation<S, I, O>,
  spec: Spec<S, I, O>,
  { title, axisTitle = "time in ms", words, most = 24 }: ViolationOptions = {},
): Figure {
  const what = "a violation";
  assertFields(what, "a violation", violation, { operations: list, blocked: record });
  assertFields(what, "its explanation", explanation, { core: list, prefixes: list });
  assertFields(what, "its", { most }, { most: wholeFrom(1) });
  const { key } = violation;
  const part = key === undefined || key === "" ? "" : `, key ${JSON.stringify(key)}`;
  const history = near(violation, explanation, most);
  const ids = new Set(history.map(({ id }) => id));
  return timeline(history, {
    title: title ?? `Not linearizable${part}: ` +
        `${describe(spec, explanation.blocked.input, explanation.blocked.output)} does not fit`,
    label: ({ input, output }) => describe(spec, input, output),
    highlight: explanation.core.map(({ id }) => id).filter((id) => ids.has(id)),
    offending: explanation.blocked.id,
    order: (explanation.prefixes[0]?.order ?? []).filter((id) => ids.has(id)),
    legend: {
      highlight: "what it contradicts",
      point: "where it may take effect, in a longest order that fits",
    },
    words: words ?? explanation.words,
    axisTitle,
  });
}

/** The core, as far as there is room, and what was called last before the blocked operation returned. */
function near<S, I, O>(
  { operations, blocked }: Violation<I, O>,
  { core }: Explanation<S, I, O>,
  most: number,
): History<I, O> {
  const before = operations.filter(({ invokedAt }) => invokedAt <= blocked.endedAt);
  const chosen = new Set([blocked, ...core.toReversed(), ...before.toReversed()].slice(0, most));
  return operations.filter((operation) => chosen.has(operation));
}
