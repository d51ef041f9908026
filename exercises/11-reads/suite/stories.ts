/** Small stories in which reads of servers go wrong that are written in a usual wrong way. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Way, WholeReads } from "../given.ts";
import { putX } from "./clients.ts";
import { type SmallOptions, wellBegun } from "./small_log.ts";
import type { SmallState } from "./small_state.ts";
import { among, type Stage, stageOf, type Which } from "./stage.ts";

/** Where the ways that ask the leader are described. */
export const SOURCE = "Ongaro 2014";
/** What a read of x is told that nobody has written. */
export const UNWRITTEN = "x was never written";

/** A story begins: three servers, and how they read. */
export function begins(
  reads: WholeReads,
  way: Way,
  words: string,
  grading: Grading,
  { drift = 0, ...options }: SmallOptions & { readonly drift?: number } = {},
): Stage {
  const protocol = wellBegun(reads, way, options, drift);
  return stageOf(protocol, `${way}: ${words}`, grading, options.servers);
}

/** Requires what a client was told. */
export function told(stage: Stage, client: number, must: string | undefined, why: string): void {
  const came = stage.told(client);
  if (came === must) return stage.checkIndex(client);
  const inWords = (value: string | undefined) => value === undefined ? "no answer" : value;
  stage.fail(`${stage.nameOf(client)} is told: ${inWords(came)}`, inWords(must), why);
}

/** Requires the answer to a read at a leader that has to send a heartbeat for it, which a majority has acknowledged. */
export function confirmed(stage: Stage, client: number, must: string): void {
  const why = stage.isSilentSince(client)
    ? "a read is confirmed by a heartbeat that is sent after it came, and none was sent. A round is under way if a " +
      "heartbeat was sent that no majority has acknowledged"
    : "a majority has acknowledged a heartbeat that was sent after it came";
  told(stage, client, must, `${why} (${SOURCE}, section 6.4)`);
}

/** Server 1 is elected by server 2, and whatever comes of that arrives between these two. */
export function elects(stage: Stage): void {
  stage.fire(1, "stand", "server 1 stands");
  stage.deliver(among(1, 2));
}

/** Server 0, which has led before and handed over, is elected again; nothing else has come of that so far. */
export function leadsAgain(stage: Stage): void {
  elects(stage);
  stage.deliver();
  stage.fire(0, "stand", "server 0 is told to stand, and stands");
  stage.deliver(({ message: { type } }) => type === "vote" || type === "voted");
}

/** A leader has led before, for many rounds, and begins to count anew. */
export function fewerRounds(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "a leader that has led for many rounds leads again, in a new term";
  const stage = begins(reads, way, words, grading);
  for (let round = 0; round < 30; round++) {
    stage.fire(0, "heartbeat", "server 0 sends a heartbeat");
    stage.deliver();
  }
  leadsAgain(stage);
  stage.deliver();
  const before = stage.sent(), read = stage.ask(0);
  stage.deliver();
  confirmed(stage, read, UNWRITTEN);
  if (stage.sent() - before <= 8) return;
  stage.fail(
    `${stage.sent() - before} messages were sent for this read`,
    "8 at most",
    "what it knew of rounds was of another leadership, whose rounds had other numbers",
  );
}

/** A read joins the round that is under way, which was begun before another leader was elected. */
export function laterRead(reads: WholeReads, way: Way, grading: Grading): void {
  const stage = begins(reads, way, "a read comes while a round is under way", grading);
  stage.ask(0);
  stage.deliver(({ from, to }) => from === 0 && to === 2);
  const late = stage.hold(({ from, to }) => from === 2 && to === 0);
  stage.hold(among(0, 1));
  elects(stage);
  stage.ask(1, putX("new"));
  stage.deliver(among(1, 2));
  const read = stage.ask(0);
  for (const letter of late) stage.hand(letter);
  told(
    stage,
    read,
    undefined,
    `a heartbeat that was sent before the read came says nothing of what has happened since (${SOURCE}, section 6.4)`,
  );
}

/** A new leader is asked before anything of its term is decided, and does not know what was. */
export function ownTerm(reads: WholeReads, way: Way, grading: Grading, at = 1): void {
  const words = "a new leader is asked before anything of its own term is decided" +
    (at === 1 ? "" : ", by a server that is read");
  const stage = begins(reads, way, words, grading, { stands: true, loyalMs: 100 });
  const write = stage.ask(0, putX("a"));
  stage.deliver(among(0, 1));
  told(stage, write, "done", "a majority has it");
  stage.hold(() => true);
  stage.clock(200);
  stage.fire(1, "stand", "server 1 stands");
  const isLog: Which = ({ message }) => message.type.startsWith("append");
  const toTwo: Which = (letter) => among(1, 2)(letter) && !isLog(letter);
  stage.deliver(toTwo);
  stage.fire(1, "heartbeat", "server 1 sends a heartbeat");
  stage.deliver(toTwo);
  const read = stage.ask(at);
  stage.deliver(toTwo);
  const why =
    'a leader waits until something of its own term is decided, and "decided" is null until then: it ' +
    `does not know how much of what was before it led is (${SOURCE}, section 6.4, step 1)`;
  told(stage, read, undefined, why);
  stage.deliver(among(1, 2));
  if (at !== 1) {
    stage.fire(1, "heartbeat", "server 1 sends a heartbeat");
    stage.deliver(among(1, 2));
  }
  told(
    stage,
    read,
    "a",
    `the first entry of its term is decided, and so is all before it (${SOURCE}, section 6.4)`,
  );
}

/** Many reads come at once: they are answered by few heartbeats, and leave no trace in the log. */
export function manyReads(reads: WholeReads, way: Way, grading: Grading): void {
  const stage = begins(reads, way, "many reads come at once", grading), count = 30;
  const before = lengthOf(stage);
  const clients = Array.from({ length: count }, () => stage.ask(0));
  stage.deliver();
  for (const client of clients) {
    if (way === "pqr") told(stage, client, UNWRITTEN, "all is well, and x was never written");
    else confirmed(stage, client, UNWRITTEN);
  }
  if (lengthOf(stage) !== before) {
    stage.fail(
      "the log has grown",
      "it has not",
      `a read writes nothing into the log (${SOURCE}, section 6.4)`,
    );
  }
  // Two rounds, each with two messages and two acknowledgements; a careful leader may need one more.
  if (way !== "pqr" && stage.sent() > 12) {
    stage.fail(
      `${stage.sent()} messages were sent for ${count} reads`,
      "12 at most",
      `one round of heartbeats is enough for all reads that came before it (${SOURCE}, section 6.4)`,
    );
  }
}

/** Reads come one after the other, for long, and each lease is over before the next: what is over is forgotten. */
export function forgets(reads: WholeReads, way: Way, grading: Grading): void {
  const words = "reads come one after the other";
  const stage = begins(reads, way, words, grading, { loyalMs: 100 });
  let now = 0;
  const sizes = [20, 160].map((count) => {
    for (let nth = 0; nth < count; nth++) {
      if (way === "leader lease") stage.clock(now += 200);
      stage.ask(nth % 3);
      stage.deliver();
    }
    return stage.states.map((s) => encode(s).length);
  });
  const [early = [], late = []] = sizes;
  for (const [node, size] of late.entries()) {
    if (size <= early[node]! + 100) continue;
    stage.fail(
      `after 20 reads the memory of server ${node} is ${
        early[node]
      } characters long, after 180 ${size}`,
      "it does not grow with reads that were answered",
      "nobody asks for what is over: reads that were answered, rounds that were confirmed, leases that have ended",
    );
  }
}

const lengthOf = ({ states }: Stage) => (states[0] as SmallState).log.length;

/** Who does not lead reads as well. */
export function elsewhere(reads: WholeReads, way: Way, grading: Grading): void {
  const stage = begins(reads, way, "somebody reads at a server that does not lead", grading);
  const write = stage.ask(0, putX("a"));
  stage.deliver();
  told(stage, write, "done", "all is well");
  // What is decided it learns with the next heartbeat.
  const read = stage.ask(2);
  stage.deliver();
  stage.fire(0, "heartbeat", "server 0 sends a heartbeat");
  stage.deliver();
  told(stage, read, "a", "all is well, and a was written");
}
