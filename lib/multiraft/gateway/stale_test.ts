import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import type { Message, Route, Timer } from "../messages.ts";
import { multiraft } from "../multiraft.ts";
import { frozenSource } from "../range/machine.ts";
import { emptyRange } from "../range/state.ts";
import { locate } from "../serving.ts";
import { newPending } from "./asked.ts";
import type { Record as Saved } from "../state.ts";

const range = { group: 1, start: "", end: null, version: 1, members: [1, 2, 3] };
const protocol = multiraft({ ranges: [range] });

/** For which members a step has asked. */
function asked({ effects }: StepIo<Message, Timer, Saved>) {
  return effects.flatMap((effect) => {
    if (effect.kind !== "send" || effect.message.type !== "route") return [];
    return [effect.message.epoch.conf];
  });
}

for (const type of ["stale", "not leader"] as const) {
  Deno.test(`a gateway that was told of members who never came to be believes who says "${type}"`, () => {
    const step = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 4 });
    const s = protocol.start(step(), []), operation = { type: "get", key: "a" } as const;
    protocol.upon.ask(s, { type: "ask", operation, from: 9 }, step());
    const told = step(), never: Route = { ...range, conf: 24, leader: 2 };
    protocol.upon.located(s, { type: "located", id: 0, routes: [never], from: 2 }, told);
    assertEquals(asked(told), [24]);
    // The change stood in the log of a leader that was replaced, and in no other.
    const stale = step(), outcome = { type };
    const routes: Route[] = [{ ...range, conf: 15, leader: 1 }];
    protocol.upon.routed(s, { type: "routed", id: 0, boot: 1, outcome, routes, from: 2 }, stale);
    assertEquals(asked(stale), [15]);
  });
}

Deno.test("a gateway asks for the range that alone can answer, though its key is another's by now", () => {
  const step = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 4 });
  const s = protocol.start(step(), []);
  // Range 3 has stopped to become a part of range 1, which was to be found by "f"; range 2 has that key since.
  const source = { ...emptyRange(3, { start: "m", end: null }, 2) };
  source.merging = { into: 1, intoVersion: 1, intoKey: "f" };
  const into: Route = { ...range, end: "b", version: 2, conf: 0, leader: 1 };
  const having: Route = {
    ...range,
    group: 2,
    start: "b",
    end: "m",
    version: 2,
    conf: 0,
    leader: 2,
  };
  const task = { type: "absorb", source: frozenSource(source) } as const;
  s.gateway.pending.set(7, newPending({ address: 0, key: "f", task, merges: 3, only: null }));
  s.gateway.routes = [having];
  const again = step();
  protocol.after!.again(s, { type: "again", key: 7 }, again);
  const sent = again.effects.flatMap((effect) => effect.kind === "send" ? [effect] : []);
  assertEquals(
    sent.map(({ to, message }) => [to, message.type, "group" in message && message.group]),
    [
      [1, "locate", 1],
      [2, "route", 2],
    ],
  );
  const told = step();
  protocol.upon.located(s, { type: "located", id: 7, routes: [having, into], from: 3 }, told);
  const [route] = told.effects.flatMap((effect) => effect.kind === "send" ? [effect] : []);
  assertEquals([route!.to, route!.message.type], [1, "route"]);
  // Somebody knows no more than which range has the key: it is not asked again at once, but another where the group is.
  s.gateway.routes = [having];
  const nothing = step();
  protocol.upon.located(s, { type: "located", id: 7, routes: [having], from: 3 }, nothing);
  assertEquals(
    nothing.effects.map((effect) => effect.kind === "send" && [effect.to, effect.message.type]),
    [[2, "locate"]],
  );
});

Deno.test("a node says where a key is, and where a range is that has it no more", () => {
  const node = multiraft({
    ranges: [
      { group: 1, start: "", end: "b", members: [0] },
      { group: 2, start: "b", end: null, members: [0] },
    ],
  });
  const s = node.start(new StepIo<Message, Timer, Saved>({ self: 0, nodes: 1 }), []);
  const groups = (key: string, group?: number) =>
    locate(s, key, group).routes.map((each) => each.group);
  assertEquals(groups("f"), [2]);
  assertEquals(groups("f", 1), [2, 1]);
  assertEquals(groups("f", 2), [2]);
  assertEquals(groups("f", 9), [2]);
  // Who is a part of another is found with that one, which speaks for it.
  s.replicas.get(1)!.group.machine.absorbed.push(9);
  assertEquals([groups("f", 9), locate(s, "f", 9).heir, locate(s, "f", 1).heir], [
    [2, 1],
    1,
    undefined,
  ]);
});

Deno.test("a gateway asks the heir of a range that alone could answer", () => {
  const step = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 4 });
  const s = protocol.start(step(), []);
  const source = { ...emptyRange(3, { start: "m", end: null }, 2) };
  source.merging = { into: 1, intoVersion: 1, intoKey: "f" };
  const having: Route = { ...range, group: 2, start: "b", end: "m", conf: 0, leader: 2 };
  const heir: Route = { ...range, group: 4, end: "b", version: 5, conf: 0, leader: 3 };
  s.gateway.routes = [having];
  const task = { type: "absorb", source: frozenSource(source) } as const;
  s.gateway.pending.set(7, newPending({ address: 0, key: "f", task, merges: 3, only: null }));
  const told = step();
  const routes = [having, heir];
  protocol.upon.located(s, { type: "located", id: 7, routes, heir: 4, from: 3 }, told);
  const sent = told.effects.flatMap((effect) => effect.kind === "send" ? [effect] : []);
  assertEquals(sent.map(({ to, message }) => [to, message.type]), [[3, "route"]]);
});
