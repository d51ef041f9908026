import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import type { Message, Route, Timer } from "../messages.ts";
import { multiraft } from "../multiraft.ts";
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
