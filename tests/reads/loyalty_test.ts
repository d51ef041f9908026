/** Reports of leases that nobody stood by: a leader counted on voters who voted for another one all the same. */

import { assertEquals } from "@std/assert";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { among, stageOf } from "./stage.ts";
import { getX, onMultiPaxos, onRaft, putX, storeOn, told } from "./stores.ts";

/**
 * Server 2 would vote for server 1, and then hears its leader again, server 0; only now does server 1 ask for the vote.
 * What came of the write at server 1, and what was read at server 0.
 */
function askedTooLate(log: ReplicatedLog): { readonly written: number; readonly read: unknown[] } {
  const stage = stageOf(storeOn(log, "leader lease"), 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("old"));
  stage.deliver();
  stage.fire(2, "election");
  stage.stand(1);
  stage.deliver(({ from, to, message }) =>
    among(1, 2)({ from, to, message }) && !isStanding(message)
  );
  const standing = stage.hold(({ to, message }) => to === 2 && isStanding(message));
  assertEquals(standing.length, 1);
  stage.hold(() => true);
  stage.fire(0, "heartbeat");
  stage.deliver(among(0, 2));
  stage.hold(() => true);
  for (const letter of standing) stage.hand(letter);
  stage.deliver(among(1, 2));
  stage.ask(1, 11, putX("new"));
  stage.deliver(among(1, 2));
  stage.clock(1);
  stage.ask(0, 12, getX);
  return { written: told(stage, 11).length, read: told(stage, 12) };
}

/** Whether somebody asks for a vote in earnest. */
function isStanding(message: object): boolean {
  const { type, pre } = message as { readonly type: string; readonly pre?: boolean };
  return type === "prepare" || (type === "requestVote" && pre === false);
}

const careless = onRaft({ checkQuorum: false });

Deno.test("hashicorp raft 108, consul 54: voters who hear the leader vote for nobody else, so a lease is one", () => {
  for (const log of [onRaft(), onMultiPaxos()]) {
    assertEquals(askedTooLate(log), { written: 0, read: ["old"] }, log.words);
  }
});

Deno.test("hashicorp raft 108, consul 54: where voters who hear the leader vote for another one, there is no lease", () => {
  const never = [careless, onRaft({ checkQuorum: false, preVote: false })];
  for (const log of never) assertEquals(askedTooLate(log).read, []);
  const wrong = { ...careless, loyalMs: 150 };
  assertEquals(askedTooLate(wrong), { written: 1, read: ["old"] });
});
