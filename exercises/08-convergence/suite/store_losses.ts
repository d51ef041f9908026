/** What a store survives. @module */

import type { Grading } from "hb/grade/part.ts";
import { add, remove } from "./store_bounds.ts";
import { Told } from "./store_told.ts";
import type { Begin } from "./store_world.ts";
import { inWords } from "./values.ts";

/** Requires all that is told here. */
export function losses(begin: Begin, grading: Grading): void {
  overOthers(begin, grading);
  lateWord(begin, grading);
  lateWord(begin, grading, "wiped");
  isSilent(begin, grading);
  losesDisk(begin, grading);
  losesItOften(begin, grading);
  comesBackUnheard(begin, grading);
}

/** Two copies that never hear each other. */
function overOthers(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 4, grading);
  const sides = [[0], [1, 2]] as const;
  run.inject({ kind: "partition", at: 0, forMs: 60_000, sides }, "copy 0 hears only copy 3");
  run.ask(0, add("a"));
  run.ask(1, add("b"));
  run.run(2000);
  run.all("s", inWords(["a", "b"]), "what comes from another is handed on, too");
}

/** What was acknowledged before a crash comes late, and is about other deltas. */
function lateWord(begin: Begin, grading: Grading, disk?: "wiped"): void {
  const run = new Told(begin, 2, grading);
  const late = { kind: "late", at: 0, forMs: 400, from: 1, to: 0, latencyMs: 1200 } as const;
  run.inject(late, "what copy 1 says in the next 400 ms comes once more, 1200 ms later");
  run.ask(0, add("a"));
  run.ask(0, add("b"));
  run.run(600);
  const crash = { kind: "crash", at: 0, node: 0, downMs: 10, ...(disk && { disk }) } as const;
  run.inject(crash, `copy 0 ${disk ? "loses its disk" : "crashes"}, and comes back`);
  run.run(2);
  const sides = [[0], [1]] as const;
  const cut = { kind: "partition", at: 0, forMs: 1500, sides, oneWay: true } as const;
  run.inject(cut, "for 1500 ms copy 1 does not hear copy 0");
  run.run(20);
  run.ask(0, add("c"));
  run.run(3500);
  const why = "an acknowledgement is of what was sent, and not of what has its number now";
  run.all("s", inWords(["a", "b", "c"]), why);
}

/** A disk is lost, and nobody is asked anything. */
function isSilent(begin: Begin, grading: Grading): void {
  for (const nodes of [2, 3]) {
    const run = new Told(begin, nodes, grading);
    for (const element of ["a", "b"]) run.ask(0, add(element));
    run.run(900);
    const lost = "copy 1 loses its disk, and comes back";
    run.inject({ kind: "crash", at: 0, node: 1, downMs: 20, disk: "wiped" }, lost);
    run.run(3000);
    run.all("s", inWords(["a", "b"]), ANOTHER);
  }
}

/** A disk is lost: who has it is another writer from then on, and gets all again. */
function losesDisk(begin: Begin, grading: Grading): void {
  for (const [node, isLate] of [[1, false], [0, false], [1, true], [0, true]] as const) {
    const run = new Told(begin, 3, grading), before = ["a", "b", "c"];
    if (isLate) allAgain(run);
    for (const element of before) run.ask(node, add(element));
    run.run(900);
    const lost = `copy ${node} loses its disk, and comes back`;
    run.inject({ kind: "crash", at: 0, node, downMs: 20, disk: "wiped" }, lost);
    run.run(21);
    run.ask(node, add("d"));
    run.ask(node, add("a"));
    run.run(3000);
    run.all("s", inWords([...before, "d"]), ANOTHER);
    run.ask((node + 1) % 3, remove("b"));
    run.ask(node, { type: "write", key: "x", value: 1 });
    run.run(1500);
    run.all("s", inWords(["a", "c", "d"]), ANOTHER);
  }
}

/** A disk is lost again and again, and the clock is set back each time: no name comes twice. */
function losesItOften(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading), often = 30, all: string[] = [];
  let setBack = 0;
  run.also(
    `${often} times copy 1 is asked to add another element, loses its disk, and its clock is set back to 0`,
  );
  for (let i = 0; i < often; i++) {
    all.push(`element ${i}`);
    run.ask(1, add(all.at(-1)!), false);
    run.run(400);
    run.world.inject({ kind: "crash", at: 0, node: 1, downMs: 20, disk: "wiped" });
    run.world.inject({ kind: "clock", at: 0, node: 1, jumpMs: setBack - run.world.now });
    setBack = run.world.now;
    run.run(21);
  }
  run.run(1500);
  run.all("s", inWords(all), ANOTHER);
}

/** Others hear late of it that a disk was lost, and tell meanwhile what is new, as if all else were there. */
function comesBackUnheard(begin: Begin, grading: Grading): void {
  for (const [nodes, node] of [[2, 1], [2, 0], [3, 1]] as const) {
    const run = new Told(begin, nodes, grading), other = node === 0 ? 1 : 0;
    for (const element of ["a", "b", "c"]) run.ask(other, add(element));
    run.run(900);
    const lost = `copy ${node} loses its disk, and comes back`;
    run.inject({ kind: "crash", at: 0, node, downMs: 20, disk: "wiped" }, lost);
    const rest = Array.from({ length: nodes }, (_, each) => each).filter((each) => each !== node);
    const sides = [[node], rest] as const;
    const cut = { kind: "partition", at: 0, forMs: 400, sides, oneWay: true } as const;
    run.inject(cut, `for 400 ms others do not hear copy ${node}, which hears them`);
    run.run(30);
    run.ask(other, add("d"));
    run.ask(other, remove("a"));
    run.run(3000);
    run.all("s", inWords(["b", "c", "d"]), UNHEARD);
  }
}

const UNHEARD = "who gets what is new has not always what came before it: its disk may be lost, " +
  "and who sent it may not know that yet";

function allAgain(run: Told): void {
  run.also("what copies say in the next 1000 ms comes once more, 1100 ms later");
  for (const from of [0, 1, 2]) {
    for (const to of [0, 1, 2]) {
      if (from === to) continue;
      run.world.inject({ kind: "late", at: 0, forMs: 1000, from, to, latencyMs: 1100 });
    }
  }
}

const ANOTHER =
  "a copy that remembers nothing takes a name that nobody has had, and others notice: " +
  "what it had acknowledged in an earlier life it does not have any more";
