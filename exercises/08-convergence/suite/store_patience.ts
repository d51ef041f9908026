/** What a store does however much is asked of it, and however long somebody is away. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { add, long, remove } from "./store_bounds.ts";
import { Told } from "./store_told.ts";
import { type Begin, readAt } from "./store_world.ts";
import { inWords } from "./values.ts";

/** Requires all that is told here. */
export function patience(begin: Begin, grading: Grading): void {
  isAway(begin, grading);
  isAwayLong(begin, grading);
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

/** Nobody hears copy 1 for two minutes. */
function isAwayLong(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading), sides = [[0], [1]] as const;
  const cut = { kind: "partition", at: 0, forMs: 120_000, sides } as const;
  run.inject(cut, "for two minutes copies 0 and 1 do not hear each other");
  run.ask(0, add("a"));
  run.run(121_500);
  run.all("s", inWords(["a"]), "who lacks something is told in each round, however long it lasts");
}

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
  const run = new Told(begin, 2, grading), many = 210;
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
