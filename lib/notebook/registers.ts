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
import { lab, nameOf, type Seen, type Workload } from "../laboratory/register/people.ts";
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
  return draw(history, {
    title,
    highlight: verdict.operations.map(({ id }) => id),
    words: ["Blue: the operations that contradict the level. Why:", ...verdict.words.map(named)],
  });
}
