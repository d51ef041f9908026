/** What three people saw of a store of registers, as pictures. @module */

import { level, type LevelName } from "../check/levels.ts";
import type { RegisterInput, RegisterOutput } from "../check/spec/register.ts";
import type { Labels } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import type { StoreProtocol } from "../replication/register/stores.ts";
import { World } from "../sim/world.ts";
import { labels as registerLabels } from "../replication/register/labels.ts";
import type { Figure } from "../figure/figure.ts";
import type { TimelineOptions } from "../figure/timeline/options.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { timeline } from "../figure/timeline/timeline.ts";
import { lab, nameOf, type Op, type Seen, type Workload } from "../laboratory/register/people.ts";
import { named, thing } from "../laboratory/register/told.ts";

/** What diagrams of messages call people, nodes and messages. */
export const labels: Labels<unknown, Tagged, Tagged> = {
  ...registerLabels,
  client: nameOf,
  node: (id) => id === 0 ? "node 0" : `${nameOf(id - 1)}'s node`,
};

/** A run of a store in which the three ask these things, as a space-time diagram of 150 ms. */
export function drawRun(protocol: StoreProtocol, workload: Workload, title: string): Figure {
  const world = new World({ ...lab(protocol, workload), seed: 1 });
  world.run(150);
  return spacetime(world.trace, { title, labels });
}

/** A history as a timeline: its calls and returns in their order. */
export function draw(
  history: Seen,
  options: TimelineOptions<RegisterInput, RegisterOutput>,
): Figure {
  return timeline(history, {
    label: thing,
    processName: nameOf,
    isToScale: false,
    ...options,
  });
}

/** A history that does not keep to a level, the operations that contradict it, and why. */
export function drawBroken(history: Seen, name: LevelName, title: string): Figure {
  const verdict = level(name).check(history);
  if (verdict.verdict !== "violation") {
    throw new Error(`Cannot draw why a history is not ${name} because it must not be: it is`);
  }
  const { operations, words } = name === "linearizable"
    ? inRealTime(verdict.operations, history)
    : verdict;
  return draw(history, {
    title,
    highlight: operations.map(({ id }) => id),
    legend: { highlight: "what these reasons are about" },
    words: words.map(named),
  });
}

/** Why no order fits, without moments, which an axis in order does not show; with the writes that were read. */
function inRealTime(
  core: Seen,
  history: Seen,
): { readonly operations: Seen; readonly words: readonly string[] } {
  const isRead = (write: Op) =>
    core.some(({ input: { type, key }, output }) =>
      type === "read" && write.input.type === "write" && write.input.key === key &&
      write.input.value === output
    );
  const operations = history.filter((each) =>
    core.some(({ id }) => id === each.id) || isRead(each)
  );
  const before = (a: Op, b: Op) => a.endedAt < b.invokedAt;
  const words = operations.flatMap((b) =>
    operations.filter((a) =>
      before(a, b) && !operations.some((between) => before(a, between) && before(between, b))
    ).map((a) => `${saidBy(a)} had returned when ${saidBy(b)} was called`)
  );
  return { operations, words: [...words, "No order that keeps to this explains every answer."] };
}

function saidBy(operation: Op): string {
  return `${thing(operation)} of process ${operation.process}`;
}
