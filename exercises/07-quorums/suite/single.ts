import text from "./single.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { NodeId, RegisterMessage, RestartsIo } from "../given.ts";
import { casesOf, manyAtOnce, oftenWritten } from "./register_cases.ts";
import { playRegisters } from "./register_game.ts";
import type { Manner } from "./right_register.ts";

export const single = task<Answers>(text, ({ single }, grading) => {
  const cases = function* () {
    yield* casesOf(
      grading,
      500,
      "one writer",
      (random, nodes, self) =>
        mannerOf(nodes, self, random.chance(0.5) ? self : nodes[random.below(nodes.length)]!),
    );
    for (const writer of [0, 2]) yield* manyAtOnce((nodes) => mannerOf(nodes, 0, writer));
    yield* oftenWritten((nodes) => mannerOf(nodes, 0, 0));
  };
  playRegisters(
    single,
    cases(),
    ({ self, nodes, writer }) =>
      `node ${self} of ${nodes.join(" ")}, of which node ${writer} writes`,
    grading,
  );
  forgets(
    "client writes, and another one reads, at the only node, and both are answered",
    () => single.start({ self: 0, nodes: [0], writer: 0 }),
    (s, nth) => alone(single as never, s, nth),
    grading,
  );
});

function mannerOf(nodes: readonly NodeId[], self: NodeId, writer: NodeId): Manner {
  const most = Math.floor(nodes.length / 2) + 1;
  return { self, nodes, writer, read: most, write: most };
}

/** What a node is asked that a node alone does for itself. */
export function alone(
  { write, read, upon }: Pick<Answers["restarts"], "write" | "read" | "upon">,
  s: unknown,
  nth: number,
  more: Partial<RestartsIo> = {},
): void {
  const sent: RegisterMessage[] = [];
  const io = {
    send: (_to: NodeId, message: RegisterMessage) => void sent.push(message),
    answer: () => {},
    ...more,
  } as RestartsIo;
  write(s, 2 * nth, "x", nth % 10, io);
  read(s, 2 * nth + 1, "x", io);
  // Bounded, for what would go on without end.
  for (let steps = 0; steps < 20 && sent.length > 0; steps++) upon(s, 0, sent.shift()!, io);
}
