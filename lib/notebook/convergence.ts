/** Replicas that converge, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { hierarchy } from "../figure/hierarchy/hierarchy.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import { timeline } from "../figure/timeline/timeline.ts";
import type { Shopping } from "../laboratory/replication/crdt/lost_update.ts";
import type { Broken } from "../laboratory/replication/crdt/wandering.ts";
import { nameOf } from "../laboratory/register/people.ts";
import { named, thing } from "../laboratory/register/told.ts";
import type { Interleaving } from "../laboratory/replication/sequences/interleaving.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";
import { labels as broadcasting } from "../replication/causal_broadcast/labels.ts";
import type { Operation } from "../replication/crdt/sequence/operation.ts";
import { labels as writing } from "../replication/crdt/text/labels.ts";

/** Which part of a run is drawn, in ms; all of it by default. */
export interface Shown {
  /** The first moment. */
  readonly from?: number;
  /** The last moment. */
  readonly to?: number;
}

/** Two people and their list, each at a phone. */
export function drawList({ world, labels }: Shopping, title: string, shown: Shown = {}): Figure {
  const sentAt = new Map(
    world.trace.flatMap((event) => event.kind === "send" ? [[event.message, event.at]] : []),
  );
  // A message that was under way when the picture begins would seem to come from whoever's line it meets there.
  const kept = world.trace.filter((event) =>
    event.kind !== "save" && event.kind !== "timer" &&
    !("message" in event && (sentAt.get(event.message) ?? 0) < (shown.from ?? 0))
  );
  return spacetime(kept, { title, labels: labels as Labels, ...shown });
}

/** What a replica thinks of another: a state machine. */
export function drawPeer(): Figure {
  return stateMachine([
    { name: "unknown", text: "is sent all of it" },
    { name: "lacks some", text: "is sent deltas" },
    { name: "has all", text: "is sent nothing" },
  ], {
    title: "What a replica sends another depends on what that has acknowledged",
    transitions: [
      { from: "unknown", to: "lacks some", words: "acknowledges" },
      { from: "lacks some", to: "lacks some", words: "a round: sent what it lacks" },
      { from: "lacks some", to: "has all", words: "has it all" },
      { from: "has all", to: "lacks some", words: "something changes" },
      { from: "lacks some", to: "unknown", words: "has lost its memory" },
      { from: "has all", to: "unknown", words: "has lost its memory" },
    ],
  });
}

/** What becomes of a broadcast at a node: a state machine. */
export function drawDelivery(): Figure {
  return stateMachine([
    { name: "waits", text: "its causes lack" },
    { name: "delivered", text: "kept for others" },
    { name: "stable", text: "need not be kept" },
  ], {
    title: "A broadcast waits for its causes, and is kept until nothing concurrent can come",
    transitions: [
      { from: "waits", to: "delivered", words: "its causes are here" },
      { from: "delivered", to: "delivered", words: "sent to whoever lacks it" },
      { from: "delivered", to: "stable", words: "all that can come is later" },
    ],
  });
}

/** The sets of these things, ordered by inclusion: what one person has added, what another, and what comes of both. */
export function drawJoin(one: readonly string[], other: readonly string[], title: string): Figure {
  const all = [...new Set([...one, ...other])].sort();
  const sets = Array.from(
    { length: 2 ** all.length },
    (_, bits) => all.filter((_, i) => (bits >> i) & 1),
  );
  const nameOfSet = (things: readonly string[]) => things.length === 0 ? "∅" : things.join(", ");
  const within = (a: readonly string[], b: readonly string[]) =>
    a.every((each) => b.includes(each));
  const alike = (a: readonly string[], b: readonly string[]) => within(a, b) && within(b, a);
  const kindOf = (things: readonly string[]) =>
    alike(things, all)
      ? "their join"
      : alike(things, one)
      ? "Ada's"
      : alike(things, other)
      ? "Bob's"
      : "other sets";
  return hierarchy(
    sets.map((things) => ({
      name: nameOfSet(things),
      above: sets.filter((each) => within(each, things) && each.length < things.length)
        .map(nameOfSet),
      kind: kindOf(things),
    })),
    { title, quiet: "other sets" },
  );
}

/** What is seen of a type, in words: sets in braces, concurrent values beside each other. */
export function seenAs(value: unknown): string {
  if (value instanceof Set) return value.size === 0 ? "{}" : `{ ${[...value].sort().join(", ")} }`;
  if (Array.isArray(value)) return value.map(seenAs).join(" and ") || "nothing";
  return String(value);
}

/** A question and its answer, by causal broadcast. */
export function drawAnswers(trace: Trace, title: string, shown: Shown = {}): Figure {
  const labels: Labels = {
    ...broadcasting as Labels,
    node: (id) => `${nameOf(id)}'s node`,
    client: nameOf,
    answer: () => "done",
  };
  const kept = withoutRoutine(trace, labels).filter(({ kind }) => kind !== "save");
  return spacetime(kept, { title, labels, ...shown });
}

/** A text that two notebooks edit. Of what a broadcast loses between them one message is drawn. */
export function drawNotebooks(trace: Trace, title: string, shown: Shown = {}): Figure {
  const labels: Labels = {
    ...writing as Labels,
    node: (id) => `${id < 2 ? "A" : "B"}${1 + id % 2}`,
    message: (message) => {
      const words = (writing as Labels).message!(message);
      return words.split(" ")[0]!;
    },
    answer: () => "",
  };
  // A broken link loses both messages of a broadcast; the one to the farther line is left out.
  const lost = new Set(trace.flatMap((event) => {
    const isFar = event.kind === "lose" && (event.to === 0 || event.to === 3);
    return isFar ? [event.message] : [];
  }));
  const kept = withoutRoutine(trace, labels).filter((event) =>
    event.kind !== "save" && !("process" in event) &&
    !("message" in event && lost.has(event.message))
  );
  return spacetime(kept, { title, labels, ...shown });
}

/** The tree of a text of two runs: what each letter hangs on, and on which side. */
export function drawRuns({ typed, merged }: Interleaving, title: string): Figure {
  const operations = typed.map(({ operation }) =>
    operation as Extract<Operation, { type: "insert" }>
  );
  const letterOf = new Map(operations.map(({ id, text }) => [`${id.counter}@${id.replica}`, text]));
  const parentOf = ({ parent }: typeof operations[number]) =>
    parent === null ? "the start" : letterOf.get(`${parent.counter}@${parent.replica}`)!;
  const under = (name: string) =>
    operations.filter((each) => parentOf(each) === name)
      .sort((a, b) => merged.indexOf(a.text) - merged.indexOf(b.text)).map(({ text }) => text);
  return hierarchy([
    { name: "the start", above: under("the start"), kind: "the start" },
    ...operations.map((each, i) => ({
      name: each.text,
      above: under(each.text),
      words: `${each.side} of ${parentOf(each)}`,
      kind: typed[i]!.replica === 0 ? "one types" : "the other types",
    })),
  ], { title });
}

/** What wanderers saw who were not given a guarantee: the operations that contradict it, the last of them marked, and why. */
export function drawSession({ operations, words }: Broken, title: string): Figure {
  return timeline(operations, {
    title,
    label: thing,
    processName: nameOf,
    isToScale: false,
    offending: operations.reduce((last, each) => each.endedAt > last.endedAt ? each : last).id,
    legend: { offending: "the read that must not be" },
    words: words.map(named),
  });
}
