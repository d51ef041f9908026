/** Stories in which a server that is behind is asked for another one's read: for the index, or for the answer. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Way, WholeReads } from "../given.ts";
import { putX } from "./clients.ts";
import { among } from "./stage.ts";
import { begins, elects, SOURCE, told } from "./stories.ts";

/** A leader that was replaced is asked on behalf of another server, which is cut off with it. */
export function cutOff(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "of five servers 0 and 4 are cut off from 1, 2 and 3; a write at 1, a read at 4";
  const stage = begins(reads, way, words, grading, { servers: 5 });
  stage.fire(1, "stand", "server 1 stands");
  stage.deliver(among(1, 2, 3));
  const write = stage.ask(1, putX("new"));
  stage.deliver(among(1, 2, 3));
  told(stage, write, "done", "a majority has it");
  const read = stage.ask(4);
  stage.deliver(among(0, 4));
  const why =
    "server 0 led once, and cannot know that it leads no more. What is asked of it for another server's read is confirmed " +
    `like a read of its own: by a majority that acknowledges a heartbeat that was sent after it came (${SOURCE}, section 6.4)`;
  told(stage, read, undefined, why);
}

/** Who leads no more is asked by a server that has not heard of it. */
export function deposed(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "server 0 leads no more, and server 2, which does not know, is read";
  const stage = begins(reads, way, words, grading);
  stage.fire(1, "stand", "server 1 stands");
  stage.hold(among(1, 2));
  stage.deliver(({ message: { type } }) => type === "vote" || type === "voted");
  const write = stage.ask(1, putX("new"));
  stage.deliver(among(0, 1));
  told(stage, write, "done", "a majority has it");
  stage.hold(among(1, 2));
  const read = stage.ask(2);
  stage.deliver(among(0, 2));
  const why =
    "only a leader knows what is decided, and server 0 leads no more: it cannot say how far it is, nor answer " +
    `(${SOURCE}, section 6.4)`;
  told(stage, read, undefined, why);
}

/** A read waits at a leader, which loses its leadership, and leads again in a later term. */
export function survives(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "a read waits at a leader that is replaced, and leads again in a later term";
  const stage = begins(reads, way, words, grading, { twoLeaders: true });
  const write = stage.ask(1, putX("new"));
  stage.deliver(among(1, 2));
  told(stage, write, "done", "a majority has it");
  const read = stage.ask(0);
  stage.hold(({ from }) => from === 0);
  stage.deliver(({ from, to }) => from === 1 && to === 0);
  stage.hold(() => true);
  stage.fire(0, "stand", "server 0 stands");
  stage.deliver(({ message: { type } }) => type === "vote" || type === "voted");
  stage.hold(({ message: { type } }) => type === "append");
  for (let nth = 0; nth < 2; nth++) {
    stage.fire(0, "heartbeat", "server 0 sends a heartbeat");
    stage.hold(({ message: { type } }) => type === "append");
    stage.deliver(among(0, 2));
  }
  const why =
    "the read came in another leadership, and what the leader knew then of what is decided is worth nothing in this one: " +
    `the write is in its log, and not executed (${SOURCE}, section 6.4, step 1)`;
  told(stage, read, undefined, why);
}

/** What is decided is not executed yet. */
export function executesLater(reads: WholeReads, way: Way, grading: Grading): void {
  const words =
    "a new leader has not executed yet what it knows to be decided; it executes when it has time";
  const stage = begins(reads, way, words, grading, { executesLater: true });
  const write = stage.ask(0, putX("a"));
  stage.deliver(among(0, 1));
  stage.fire(0, "execute", "server 0 executes what is decided");
  told(stage, write, "done", "a majority has it");
  stage.hold(() => true);
  elects(stage);
  const read = stage.ask(1);
  stage.deliver(among(1, 2));
  const why =
    "it is confirmed, and waits until the leader has executed all that was decided when it came " +
    `(${SOURCE}, section 6.4, step 3)`;
  told(stage, read, undefined, why);
  stage.fire(1, "execute", "server 1 executes what is decided");
  told(
    stage,
    read,
    "a",
    `the read is confirmed, and all is executed (${SOURCE}, section 6.4, step 3)`,
  );
}
