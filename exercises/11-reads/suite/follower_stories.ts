/** Stories about servers that ask another one for an index. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Way, WholeReads } from "../given.ts";
import { putX } from "./clients.ts";
import { among } from "./stage.ts";
import { begins, SOURCE, told } from "./stories.ts";

/** A follower asks for the index only. */
export function indexOnly(reads: WholeReads, grading: Grading): void {
  const stage = begins(reads, "follower", "what a follower tells the leader of a read", grading);
  stage.ask(2);
  const said = stage.letters.find(({ message }) => encode(message).includes('"get"'));
  if (said !== undefined) {
    stage.fail(
      `the command is in what it sends: ${encode(said.message)}`,
      "the question for the index, and nothing of the command",
      `the leader is asked how far the log is decided; the follower reads itself (${SOURCE}, section 6.4)`,
    );
  }
}

/** Two reads at a follower, of which the second comes after the first has its index. */
export function oldIndex(reads: WholeReads, grading: Grading): void {
  const stage = begins(reads, "follower", "an answer to an old question comes late", grading);
  stage.ask(2);
  stage.deliver(among(0, 2));
  const again = stage.ask(2);
  stage.deliver(({ from, to }) => from === 2 && to === 0);
  // The leader has it confirmed by server 1, and its answer waits.
  stage.deliver(among(0, 1));
  const late = stage.hold(({ from, to }) => from === 0 && to === 2);
  told(stage, again, undefined, "nobody has told it the index for this read");
  const write = stage.ask(0, putX("new"));
  stage.deliver(among(0, 1));
  told(stage, write, "done", "a majority has it");
  stage.hold(({ from, to }) => from === 0 && to === 2);
  const read = stage.ask(2);
  stage.hold(among(0, 2));
  for (const letter of late) stage.hand(letter);
  told(
    stage,
    read,
    undefined,
    `the index was told for an older read, before the write was answered (${SOURCE}, section 6.4)`,
  );
}

/** An answer comes to a server that has crashed since it asked. */
export function afterCrash(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "a server has crashed since it asked, and the answer comes late";
  const stage = begins(reads, way, words, grading), other = way === "pqr" ? 1 : 0;
  stage.ask(2);
  stage.deliver(({ from, to }) => from === 2 && to === other);
  stage.deliver(among(0, 1));
  const late = stage.hold(({ from, to }) => from === other && to === 2);
  stage.crash(2);
  const write = stage.ask(0, putX("new"));
  stage.deliver(among(0, 1));
  told(stage, write, "done", "a majority has it");
  stage.hold(among(0, 2));
  const read = stage.ask(2);
  stage.hold(() => true);
  for (const letter of late) stage.hand(letter);
  told(
    stage,
    read,
    undefined,
    "the answer is to a question from before the crash, when the write had not been answered yet",
  );
}
