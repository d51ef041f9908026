/** Reports of members that change, after which those who decide have not been asked what they have decided. */

import { assertEquals } from "@std/assert";
import type { Tagged } from "hb/model/protocol.ts";
import { among, of, type Stage, stageOf } from "./stage.ts";
import { getX, onMultiPaxos, type Rules, storeOn, told } from "./stores.ts";

const put = (value: string) => ({
  type: "command",
  command: { type: "put", key: "x", value },
  stamp: null,
});
const slot = (slot: number, round: number, node: number, ...commands: object[]) => ({
  slot,
  ballot: { round, node },
  value: { origin: { round, node }, commands },
});
const decided = (...all: object[]) => ({ type: "decided", decided: all });
const promise = (round: number, node: number) => ({ type: "promise", ballot: { round, node } });

/** From slot 3 on, servers 2, 3 and 4 decide. */
const first = slot(1, 1, 0, put("old"), { type: "configuration", members: [2, 3, 4] });
const second = slot(2, 1, 0);
/** Server 3 has led in ballot 2.3, and servers 3 and 4 have decided a write; server 2 does not know. */
const third = slot(3, 2, 3, put("new"));
const there = [decided(first, second, third), promise(2, 3)];
const saved = [
  [],
  [decided(first), { type: "votes", votes: [second], executed: 1 }],
  [decided(first), promise(2, 2)],
  there,
  there,
];

/** Server 2 is elected by server 1, as both know of slot 1 only, decides slot 2 with it, and is asked for x. */
function electedByTheOld(rules: Rules = {}, of4: readonly object[] = there): Stage {
  const log = onMultiPaxos({ members: [0, 1, 2], window: 2 });
  const stage = stageOf(storeOn(log, "read index", rules), 5, [...saved.slice(0, 4), of4]);
  // It has not heard from server 0 for long.
  stage.fire(1, "election");
  stage.stand(2);
  stage.deliver(among(1, 2));
  stage.hold(() => true);
  stage.ask(2, 10, getX);
  stage.hold(of("prepare"));
  stage.deliver(among(2, 3, 4));
  return stage;
}

Deno.test("scylla 5251: a leader reads when those who decide now have promised, not those who decided before", () => {
  const stage = electedByTheOld();
  assertEquals(told(stage, 10), []);
  for (let i = 0; i < 2; i++) {
    stage.fire(2, "heartbeat");
    stage.deliver(among(2, 3, 4));
  }
  assertEquals(told(stage, 10), ["new"]);
  assertEquals(told(electedByTheOld({ decided: (_, executed) => executed }), 10), ["old"]);
});

/** Server 4 promises, too, so that those who decide now have; nothing that it brings to vote for comes through. */
function promised(of4: readonly object[], votes: readonly object[]): unknown[] {
  const stage = electedByTheOld({}, of4);
  stage.fire(2, "heartbeat");
  stage.deliver((letter) => among(2, 4)(letter) && of("prepare")(letter));
  const [promise] = stage.hold(of("promise"));
  stage.hold(() => true);
  stage.hand({ ...promise!, message: { ...promise!.message, votes } as object as Tagged });
  stage.hold(() => true);
  stage.fire(2, "heartbeat");
  stage.hold(({ message }) => (message as { values?: readonly [] }).values?.length !== 0);
  stage.deliver((letter) =>
    among(2, 4)(letter) && ["accept", "accepted"].includes(letter.message.type)
  );
  return told(stage, 10);
}

Deno.test("scylla 5251: what those who decide now have told is executed before a leader reads", () => {
  const hasVoted = [decided(first, second), { type: "votes", votes: [third], executed: 2 }];
  assertEquals(promised(hasVoted, [third]), []);
  // It has executed slot 3, and forgotten what was in it.
  assertEquals(promised(there, []), []);
});

/**
 * Server 0 has the answers of a quorum of old, and then those of servers 3 and 4, who have decided more; it hears of slot 2
 * only then, and so that they decide.
 */
function askedTheOld(rules: Rules = {}): Stage {
  const log = onMultiPaxos({ members: [0, 1, 2], window: 2 });
  const voted = { type: "votes", votes: [second], executed: 1 };
  const know = [decided(first), voted];
  const stage = stageOf(storeOn(log, "pqr", rules), 5, [know, know, [], there, there]);
  stage.ask(0, 10, getX);
  stage.deliver(among(0, 1));
  stage.deliver(among(0, 3, 4));
  stage.hand({ from: 1, to: 0, message: learn(second) });
  return stage;
}

const learn = (...all: object[]) => ({ type: "learn", decided: all, executed: 2 });

Deno.test("scylla 5251: a quorum of old has not told what those have decided who decide now", () => {
  const stage = askedTheOld();
  assertEquals(told(stage, 10), []);
  stage.hand({ from: 3, to: 0, message: learn(third) });
  assertEquals(told(stage, 10), ["new"]);
  assertEquals(told(askedTheOld({ rinse: (_, executed) => executed }), 10), ["old"]);
});
