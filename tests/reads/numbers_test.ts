/** Reports of reads that took an answer to an earlier question for an answer to theirs. */

import { assertEquals } from "@std/assert";
import type { Way } from "hb/reads/reader.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { among, of, stageOf } from "./stage.ts";
import { getX, logs, putX, type Rules, storeOn, told } from "./stores.ts";

/**
 * Server 2 asks how far it must have executed, crashes, and asks again for another client; it hears of none of the
 * writes in between, and is then handed the answers to its first question.
 */
function askedAcrossACrash(log: ReplicatedLog, way: Way, rules: Rules = {}): unknown[] {
  const stage = stageOf(storeOn(log, way, rules), 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("old"));
  stage.deliver();
  stage.fire(0, "heartbeat");
  stage.deliver();
  stage.ask(2, 11, getX);
  stage.deliver(({ from, to }) => from === 2 || among(0, 1)({ from, to, message: getX }));
  const late = stage.hold(({ message }) => ["index", "peeked"].includes(message.type));
  stage.hold(() => true);
  stage.crash(2);
  stage.fire(0, "heartbeat");
  // It hears again how far all is decided, and nothing of the next write.
  stage.deliver();
  stage.ask(0, 12, putX("new"));
  stage.deliver(among(0, 1));
  stage.hold(() => true);
  stage.ask(2, 13, getX);
  stage.hold(of("peek"));
  stage.hold(of("askIndex"));
  for (const letter of late) stage.hand(letter);
  return told(stage, 13);
}

for (const log of logs) {
  for (const way of ["follower", "pqr"] as const) {
    Deno.test(`etcd 20418: ${log.words}, ${way}: answers to what a server asked before it crashed count for nothing`, () => {
      assertEquals(askedAcrossACrash(log, way), []);
      assertEquals(askedAcrossACrash(log, way, { numberOf: () => 1 }), ["old"]);
    });
  }
}
