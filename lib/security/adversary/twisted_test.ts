import { assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { sign, type Signed } from "../identity/signed.ts";
import { type Traitors, withTraitors } from "./traitors.ts";
import { twisted } from "./twisted.ts";

type Message = { type: "vote"; vote: Signed<string> };
const votes: Protocol<string[], Message, { type: "later" }> = {
  start(io) {
    io.wait(5, { type: "later" });
    return [];
  },
  upon: { vote: (s, { vote: { signer, statement } }) => void s.push(`${signer} ${statement}`) },
  after: {
    later(_, __, io) {
      for (const to of io.peers) io.send(to, { type: "vote", vote: sign(io, "yes") });
    },
  },
};

function run(traitors: Traitors<Message>) {
  const world = new World({ protocol: withTraitors(votes, traitors), nodes: 3, seed: 1 });
  world.run(20);
  assertEquals(world.violation, undefined);
  return world.states.slice(1);
}

Deno.test("what it says is what it makes of an honest node's words, timers and all", () => {
  const liar = twisted(votes, {
    memory: () => ({ said: 0 }),
    say: (_, __, memory, self) => [
      { type: "vote" as const, vote: sign({ self }, `no ${++memory.said}`) },
    ],
  });
  assertEquals(run({ 0: liar }), [["0 no 1", "1 yes", "2 yes"], ["0 no 2", "1 yes", "2 yes"]]);
});

Deno.test("what it has no signatures for is not said, and what it does not hear is not heard", () => {
  const forger = twisted(votes, {
    memory: () => null,
    say: () => [{ type: "vote" as const, vote: { signer: 1, statement: "no" } }],
    hears: () => false,
  });
  assertEquals(run({ 0: forger }), [["1 yes", "2 yes"], ["1 yes", "2 yes"]]);
});
