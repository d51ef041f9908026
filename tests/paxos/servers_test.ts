/** Servers of Multi-Paxos that know less than others: what they may do then, and what they know after a crash. */

import { assertEquals } from "@std/assert";
import { bugs } from "hb/consensus/multipaxos/bugs.ts";
import type { Options } from "hb/consensus/multipaxos/settings.ts";
import type { State } from "hb/consensus/multipaxos/state.ts";
import { among, stageOf } from "../reads/stage.ts";
import { onMultiPaxos, putX } from "../reads/stores.ts";

Deno.test("paxos: what a server has learnt, and has not voted for, is there after a crash, and need not be told again", () => {
  const stage = stageOf(onMultiPaxos().protocol, 3);
  stage.stand(0);
  stage.deliver();
  stage.ask(0, 10, putX("1"));
  stage.deliver(among(0, 1));
  stage.hold(() => true);
  stage.fire(0, "heartbeat");
  stage.deliver();
  const executed = () => (stage.states[2] as State).executed;
  assertEquals(executed(), 1);
  stage.hold(() => true);
  stage.crash(2);
  assertEquals([executed(), (stage.states[2] as State).log.entries.get(1)?.chosen], [1, true]);
});

type Rules = NonNullable<Options["rules"]>;

/**
 * All have had a hand in slots 1 and 2: server 1 has executed both, server 2 the first, and has voted in the second; server 0
 * has missed both, and what is executed is gone. Server 0 is elected by server 1, which crashes before it can tell what was
 * decided. What servers 0 and 2 have executed when they have been alone for a while, and been asked for "mine".
 */
function helperDies(rules: Rules = {}): string[] {
  const ballot = { round: 1, node: 1 };
  const putting = (value: string) => ({ ...putX(value), type: "command" });
  const voted = (slot: number) => ({
    slot,
    ballot,
    value: { origin: ballot, commands: [putting(`${slot};`)] },
  });
  const promise = { type: "promise", ballot };
  const snapshot = (slot: number) => ({
    type: "snapshot",
    snapshot: {
      slot,
      commands: slot,
      configurations: [{ from: 1, members: [0, 1, 2] }],
      machine: new Map([["x", `${slot};`]]),
      sessions: new Map(),
    },
    base: slot,
  });
  const one = [promise, snapshot(2)];
  const two = [promise, snapshot(1), { type: "votes", votes: [voted(2)], executed: 1 }];
  const options = { loyal: false, snapshotEvery: 1, rules };
  const stage = stageOf(onMultiPaxos(options).protocol, 3, [[promise], one, two]);
  stage.stand(0);
  stage.deliver((letter) => among(0, 1)(letter) && /prepare|promise/.test(letter.message.type));
  stage.hold(({ from, to }) => from === 1 || to === 1);
  for (let i = 0; i < 20; i++) {
    const state = stage.states[0] as State;
    if (state.leading === null) stage.stand(0);
    else stage.fire(0, "heartbeat");
    stage.deliver(among(0, 2));
  }
  stage.ask(0, 10, putX("mine"));
  stage.deliver(among(0, 2));
  stage.fire(0, "heartbeat");
  stage.deliver(among(0, 2));
  return [0, 2].map((node) => {
    const { executed, machine } = stage.states[node] as State<Map<string, string>>;
    return `${executed}: ${machine.get("x")}`;
  });
}

Deno.test("paxos: a leader that was to be told what it missed by a server that is gone stands again, and asks those who are there", () => {
  assertEquals(helperDies(), ["3: mine", "3: mine"]);
  const { rules } = bugs["asks one server alone"]!.change;
  assertEquals(helperDies(rules), ["0: undefined", "1: 1;"]);
});

/**
 * Slot 1 changes the members from slot 3 on, where the new ones have decided "theirs". Server 2 knows of slot 1 only, is elected
 * by the old ones, and is asked for "mine" before slot 2 is decided again. What servers 3 and 2 have executed in slot 3 in the end.
 */
function takenOverByOld(rules: Rules = {}): unknown[] {
  const ballot = { round: 1, node: 0 };
  const voted = (slot: number, ...commands: unknown[]) => ({
    slot,
    ballot,
    value: { origin: ballot, commands },
  });
  const one = voted(1, { type: "configuration", members: [2, 3, 4] }), two = voted(2);
  const three = voted(3, {
    type: "command",
    command: { type: "put", key: "x", value: "theirs" },
    stamp: null,
  });
  const promise = { type: "promise", ballot };
  const old = [promise, { type: "decided", decided: [one] }, {
    type: "votes",
    votes: [two],
    executed: 1,
  }];
  const knows = [promise, { type: "decided", decided: [one, two] }, {
    type: "votes",
    votes: [three],
    executed: 2,
  }];
  const all = [...knows, { type: "decided", decided: [three] }];
  const options = { members: [0, 1, 2], window: 2, loyal: false, rules };
  const stage = stageOf(onMultiPaxos(options).protocol, 5, [[], old, old, all, knows]);
  stage.stand(2);
  stage.deliver((letter) => among(1, 2)(letter) && letter.message.type !== "accept");
  stage.ask(2, 10, putX("mine"));
  stage.deliver(among(1, 2));
  for (let i = 0; i < 3; i++) {
    stage.deliver(among(2, 4));
    stage.fire(2, "heartbeat");
  }
  return [3, 2].map((node) => {
    const { executed, log } = stage.states[node] as State;
    const [command] = executed < 3 ? [] : log.entries.get(3)!.value.commands;
    return (command as { command: { value: string } } | undefined)?.command.value;
  });
}

Deno.test("paxos: who is elected by members of old needs promises of new ones in their slots", () => {
  assertEquals(takenOverByOld(), ["theirs", "theirs"]);
  const { rules } = bugs["promises of the wrong members"]!.change;
  assertEquals(takenOverByOld(rules), ["theirs", "mine"]);
});
