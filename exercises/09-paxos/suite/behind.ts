/** Leaders that depend on one server: one that has missed slots, and one that is not heard by itself. @module */

import type { Grading } from "hb/grade/part.ts";
import type { WholeSetting } from "../given.ts";
import { directed, type Stage } from "./directing.ts";
import type { Subject } from "./subject.ts";

const GOES_ON =
  "while a majority of the servers is up and can hear each other, what is asked for is executed within three seconds";

/**
 * A server that has missed a slot leads, promised by one that has executed it. Before that one can tell what was decided it is
 * gone, and the third server is back, which has executed the slot too.
 */
export function aheadDies(
  paxos: Subject,
  grading: Grading,
  setting: Partial<WholeSetting> = {},
): void {
  directed(paxos, grading, { nodes: 3, runs: 6, setting }, (stage, run) => {
    const { view, leads, cut, until, pass, mend, ask } = stage;
    const x = run % 3, y = (x + 1) % 3, z = (x + 2) % 3;
    const near = cut([x], [y]), far = cut([x], [z]);
    if (!until(2000, () => leads(y) || leads(z))) return;
    ask(leads(y) ? y : z, "a");
    if (!until(1000, () => [y, z].every((node) => view(node).executed > 0))) return;
    pass(800);
    mend(near);
    if (!until(3000, () => leads(x))) return;
    cut([x, z], [y]);
    mend(far);
    goesOn(
      stage,
      [x, z],
      `server ${x} led, and had not executed what server ${y} had, which is gone`,
    );
  });
}

/** A leader's own vote is a message like any other, if it sends it to itself, and may be lost; here it is needed. */
export function ownVotes(paxos: Subject, grading: Grading): void {
  directed(paxos, grading, { nodes: 3, runs: 3 }, (stage) => {
    const { leads, cut, until, pass, mend, ask } = stage;
    if (!until(2000, () => [0, 1, 2].some(leads))) return;
    const x = [0, 1, 2].find(leads)!, [y, z] = [0, 1, 2].filter((node) => node !== x);
    pass(200);
    cut([z!], [x, y!]);
    const deaf = cut([x], [x]);
    ask(x, "a");
    pass(100);
    mend(deaf);
    goesOn(
      stage,
      [x, y!],
      `what server ${x}, which led, said to itself when it was asked for a was lost`,
    );
  });
}

/** Requires that the servers of a majority execute what they are asked for again and again. */
function goesOn({ world, view, ask, until, require }: Stage, who: number[], why: string): void {
  const isDone = () =>
    who.every((node) => view(node).applied.some((command) => command.startsWith("c")));
  for (let asked = 0; asked < 20 && !isDone() && world.violation === undefined;) {
    for (const node of who) ask(node, `c${asked++}`);
    until(300, isDone);
  }
  require(
    "progress",
    GOES_ON,
    isDone(),
    () =>
      `${why}; three seconds later, and though both have been asked for c0, c1 and so on, the servers ${
        who.join(" and ")
      } have executed ${
        who.map((node) => view(node).applied.join(", ") || "nothing").join(" and ")
      }`,
  );
}
