/** A store as a register, judged by the suite of all registers of the book. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { registerOn, type RegisterService } from "hb/laboratory/conformance/register.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { type Begin, onNodes } from "./store_world.ts";

/** On so many seeds. */
const SEEDS = 4;

/** Copies that only promise to become alike may well give their clients more. */
const NOT_ASKED = "does not keep the next level, which it does not promise";

const WHY: Readonly<Record<string, string>> = {
  "keeps its level": "when nobody writes any more, all copies read the same in the end",
  "reads what was written": "what is read was written by somebody",
  "progress after healing": "a copy answers at once, and asks nobody",
  "a node that is cut off answers no more than it may": "a copy that is cut off answers, too",
  "keeps its level when all nodes crash and are back": "what was answered is saved",
};

/** Requires all that registers promise that are consistent in the end. */
export function isRegister(begin: Begin, grading: Grading): void {
  const running = begin();
  const service: RegisterService = {
    name: "your store",
    nodes: 3,
    protocol: onNodes(running) as RegisterService["protocol"],
    ask: (input) => input as Tagged,
    answer: (result) => result as number | null,
    levels: ["eventual"],
    clients: "stay",
    endures: ["partition", "slow", "pause", "crash", "late"],
    duplicates: true,
    answersAlone: () => true,
  };
  for (const { name, breach } of registerOn(SEEDS).guarantees) {
    if (name === NOT_ASKED) continue;
    const came = grading.asked(
      () => breach(service),
      () => `asked: registers "x" and "y", by three clients`,
    );
    if (came === undefined) continue;
    throw new Wrong(said({
      asked:
        "three clients read and write two registers, each at a copy of its own; there is trouble, and it ends",
      came,
      must: name,
      why: WHY[name] ?? name,
    }));
  }
}
