/** What a store survives. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { add, long, remove } from "./store_bounds.ts";
import { Told } from "./store_told.ts";
import { type Begin, readAt } from "./store_world.ts";
import { inWords } from "./values.ts";

/** Requires all that is told here. */
export function losses(begin: Begin, grading: Grading): void {
  isAway(begin, grading);
  overOthers(begin, grading);
  lateWord(begin, grading);
  losesDisk(begin, grading);
  comesBackUnheard(begin, grading);
  keepsTime(begin, grading);
  neverRests(begin, grading);
  manyKeys(begin, grading);
}

/** Somebody is away for long: others keep no more than they may, and all comes when it is back. */
function isAway(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 3, grading, { most: 10 });
  run.inject({ kind: "crash", at: 0, node: 2 }, "copy 2 goes down");
  run.also(
    "elements 1 to 200 are added at copy 0 and removed there but the last, one after the other",
  );
  for (let i = 1; i <= 200; i++) {
    run.ask(0, add(long(i)), false);
    if (i < 200) run.ask(0, remove(long(i)), false);
  }
  run.run(1000);
  const size = Math.max(
    ...run.world.states.map((state) => state === undefined ? 0 : encode(state).length),
  );
  const why =
    "no more deltas are kept than may be, though somebody lacks them: that one gets all there is";
  run.within(size, 6000, "characters of the largest state", why);
  run.also("copy 2 is up again");
  run.world.restart(2);
  run.run(1500);
  run.all("s", inWords([long(200)]), why);
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
function lateWord(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading);
  const late = { kind: "late", at: 0, forMs: 400, from: 1, to: 0, latencyMs: 1200 } as const;
  run.inject(late, "what copy 1 says in the next 400 ms comes once more, 1200 ms later");
  run.ask(0, add("a"));
  run.ask(0, add("b"));
  run.run(600);
  run.inject({ kind: "crash", at: 0, node: 0, downMs: 10 }, "copy 0 crashes, and comes back");
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

/** Who does not answer is told again each round, and not more often. */
function keepsTime(begin: Begin, grading: Grading): void {
  const roundMs = 500, run = new Told(begin, 2, grading, { roundMs });
  run.inject({ kind: "crash", at: 0, node: 1 }, "copy 1 goes down for good");
  const from = run.world.now;
  run.ask(0, add("a"));
  run.run(10 * roundMs);
  const { messages } = run.sent(from);
  const why = `there is a round each ${roundMs} ms while somebody lacks something`;
  run.within(messages, 22, `messages in ${10 * roundMs} ms`, why);
}

/** Copies are asked all the time, more often than there are rounds: others hear of it all the same. */
function neverRests(begin: Begin, grading: Grading): void {
  for (const nodes of [2, 3]) {
    const run = new Told(begin, nodes, grading), everyMs = 20, forMs = 3000;
    const copies = Array.from({ length: nodes }, (_, node) => node);
    if (nodes === 3) {
      const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[0], [2]] } as const;
      run.inject(cut, "copies 0 and 2 do not hear each other");
    }
    const early = copies.map((node) => `early ${node}`);
    for (const node of copies) run.ask(node, add(early[node]!));
    run.also(`then each is asked to write every ${everyMs} ms, for ${forMs} ms`);
    for (let ms = 0; ms < forMs; ms += everyMs) {
      for (const node of copies) {
        run.world.tell(node, { type: "write", key: `${node}`, value: ms } as Tagged);
      }
      run.run(everyMs);
    }
    run.all(
      "s",
      inWords(early),
      "what is new does not put off the round that tells what was before",
    );
  }
}

/** Many registers and sets come at once to one that was away. */
function manyKeys(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading), many = 80;
  run.inject({ kind: "crash", at: 0, node: 1 }, "copy 1 goes down");
  run.also(`at copy 0, ${many} registers are written to, and to ${many} sets something is added`);
  for (let i = 0; i < many; i++) {
    run.ask(0, add("a", `set ${i}`), false);
    run.ask(0, { type: "write", key: `register ${i}`, value: i }, false);
  }
  run.also("copy 1 is up again");
  run.world.restart(1);
  run.run(1500);
  const why = "who has been away gets all there is";
  for (let i = 0; i < many; i++) {
    run.all(`set ${i}`, '"a"', why);
    const came = readAt(run.running, run.world.states[1], 2, `register ${i}`);
    if (came !== i) run.wrong(`copy 1 reads ${came} from "register ${i}"`, `${i}`, why);
  }
}
