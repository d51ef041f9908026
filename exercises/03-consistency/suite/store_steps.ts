/** Single steps of the store of part 6: after many writes, at many nodes, with many registers. @module */

import type { Grading } from "hb/grade/part.ts";
import { StepIo } from "hb/model/step_io.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Message, Store } from "../replica.ts";
import { named } from "hb/laboratory/memory/histories.ts";
import { oddRegisters, oddValues } from "./odd.ts";

/** A node that knows nothing. */
export const empty = (): Store => ({ memory: new Map(), last: 0, applied: 0, early: new Map() });

/** A client writes what is there already, twice, in a store of so many nodes, after so many writes. */
export function steps(
  store: Answers["store"],
  nodes: number,
  last: number,
  grading: Grading,
): void {
  const write = { key: "", value: 0, client: nodes }, writer = nodes - 1, place = last + 1;
  const state = (): Store => ({ ...empty(), memory: new Map([["", 0]]), last, applied: last });
  const where = `after ${last} writes, in a store of ${nodes} nodes`;
  const taken = (self: number, step: (io: StepIo<Message, never, never>) => void) => {
    const io = new StepIo<Message, never, never>({ self, nodes });
    grading.asked(() => step(io), () => `what happens at node ${self}, ${where}`);
    return io.effects;
  };
  const sent = taken(0, (io) => {
    const s = state();
    for (let i = 0; i < 2; i++) store.submit(s, { type: "submit", ...write, from: writer }, io);
  });
  const ordered = { type: "ordered", place, ...write, writer } as const;
  for (let to = 1; to < nodes; to++) {
    const mine = sent.flatMap((each) =>
      each.kind === "send" && each.to === to ? [each.message] : []
    );
    const both = [ordered, { ...ordered, place: place + 1 }];
    grading.equal(mine, both, `what node 0 sends to node ${to} upon two submissions ${where}`);
  }
  if (nodes === 1) return;
  for (const node of [0, writer]) {
    const told = taken(node, (io) => store.ordered(state(), { ...ordered, from: 0 }, io))
      .flatMap((each) => each.kind === "answer" ? [each.client] : []);
    grading.equal(
      told,
      node === writer ? [nodes] : [],
      `clients that node ${node} answers upon ${inWords(ordered)}, ${where}`,
    );
  }
}

/** A message, and of it what counts. */
function inWords({ place, writer, client }: Extract<Message, { type: "ordered" }>): string {
  return `ordered, place ${place}, of a write that client ${client} asked at node ${writer}`;
}

/** Forty writes of as many registers arrive at a node, the last one first; then it is read. */
export function oneByOne(store: Answers["store"], grading: Grading): void {
  const random = new Random(1, "one by one"), value = oddValues(random);
  const writes = Array.from({ length: 40 }, oddRegisters(random))
    .map((key, nth) =>
      ({
        type: "ordered",
        place: nth + 1,
        key,
        value: value(),
        client: 2 + nth,
        writer: 1,
      }) as const
    );
  const io = new StepIo<Message, never, never>({ self: 1, nodes: 2 }), s = empty();
  const taken = (step: () => void) =>
    grading.asked(step, () => `what happens when forty writes come in from the last to the first`);
  for (const write of writes.toReversed()) taken(() => store.ordered(s, { ...write, from: 0 }, io));
  for (const { key, client } of writes) {
    taken(() => store.read(s, { type: "read", key, from: 100 + client }, io));
  }
  for (const { key, value, client } of writes) {
    const answers = (asked: number) =>
      io.effects.flatMap((each) =>
        each.kind === "answer" && each.client === asked ? [each.result] : []
      );
    const words =
      "when forty writes of as many registers have come in, from the last to the first: what is answered " +
      `to the client of`;
    grading.equal(answers(client), [null], `${words} w ${named(key)} ${value}`);
    grading.equal(answers(100 + client), [value], `${words} a read of ${named(key)} afterwards`);
  }
}
