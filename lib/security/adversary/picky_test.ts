import { assertEquals } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import type { Protocol } from "../../model/protocol.ts";
import { isLoyal } from "./loyal.ts";
import { picky } from "./picky.ts";
import { withTraitors } from "./traitors.ts";

interface Order {
  readonly type: "order";
  readonly value: string;
}

const loyal: Protocol<{ heard: string }, Order> = {
  start: () => ({ heard: "" }),
  upon: { order: (s, { value }) => void (s.heard += value) },
};

Deno.test("a picky traitor tells one of each list, or nothing, and all choices are explored", () => {
  const order = (value: string): Order => ({ type: "order", value });
  const lists = [[[1, order("a")], [1, order("b")]], [[1, order("c")]]] as const;
  const ends = new Set<string>();
  const { complete } = exploreProtocol({
    name: "picky",
    protocol: withTraitors(loyal, { 0: picky(["order"], lists) }),
    nodes: 2,
    final: ({ states: [, heard] }) => {
      if (isLoyal(heard)) ends.add(heard.heard);
      return true;
    },
  });
  assertEquals(complete, true);
  assertEquals([...ends].toSorted(), ["", "a", "ac", "b", "bc", "c", "ca", "cb"]);
});
