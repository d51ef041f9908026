import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { Protocol } from "../model/protocol.ts";
import type { Drive } from "../sim/sweep.ts";
import { World } from "../sim/world.ts";
import { reach, runFor, toTheEnd, unaided } from "./drives.ts";
import { Grading } from "./grading.ts";
import { Wrong } from "./wrong.ts";
import { type Any, compactsAlike, fewMessages, savedBy, smallRecords } from "./laws.ts";

type Message = { readonly type: "add" };

/** Node 1 tells node 0 to add one, ten times, and node 0 writes it down. */
const adding: Protocol<{ sum: number }, Message, never, number> = {
  start(io, journal) {
    if (io.self === 1) { for (let i = 0; i < 10; i++) io.send(0, { type: "add" }); }
    return { sum: journal.reduce((sum, n) => sum + n, 0) };
  },
  upon: {
    add(s, _, io) {
      s.sum++;
      io.save(1);
    },
  },
  compact: (journal) => [journal.reduce((sum, n) => sum + n, 0)],
};
const grading = new Grading();

function told(judge: () => void): string {
  return assertThrows(judge, Wrong).message;
}

function run(protocol = adding): World<{ sum: number }, Message, never, number> {
  const world = new World({ protocol, nodes: 2, seed: 1 });
  world.run(100);
  return world;
}

Deno.test("a journal and its compaction make the same state, or it is told where they do not", () => {
  const records = savedBy(run().trace, 0);
  compactsAlike(adding as unknown as Any, 0, 2, records, grading);
  const { compact: _, ...forgetful } = adding;
  const said = told(() => compactsAlike(forgetful as unknown as Any, 0, 2, records, grading));
  assertStringIncludes(said, "of a journal and of its compaction, here at node 0");
  // Whoever forgets what an earlier compaction made sees it in the second half only.
  const halved: Any = {
    ...adding,
    compact: (all: readonly number[]) => all.length > 6 ? [10] : [1],
  } as never;
  assertStringIncludes(
    told(() => compactsAlike(halved, 0, 2, records, grading)),
    "the compaction of its first half and the rest",
  );
});

Deno.test("records are small, and there are some", () => {
  smallRecords(0, [1, "four"], 6, grading);
  assertStringIncludes(told(() => smallRecords(3, [], 6, grading)), "node 3 saves something");
  assertStringIncludes(told(() => smallRecords(3, ["seven"], 6, grading)), "node 3 saved one of 7");
});

Deno.test("messages are few and short", () => {
  const { trace } = run();
  fewMessages(trace, { count: 10, characters: 23 }, "adding", grading);
  assertStringIncludes(
    told(() => fewMessages(trace, { count: 9 }, "adding", grading)),
    "10 were sent",
  );
  const long = told(() => fewMessages(trace, { characters: 5 }, "adding", grading));
  assertStringIncludes(long, "no message need be longer than 5 characters");
});

Deno.test("a run that does not come to rest, or not to its goal, is wrong", () => {
  const restless: Protocol<null, Message, { readonly type: "again" }> = {
    start: (io) => (io.wait(0, { type: "again" }), null),
    upon: { add() {} },
    after: { again: (_, timer, io) => io.wait(0, timer) },
  };
  const wild = new World({ protocol: restless, nodes: 1, seed: 1, trace: "none" });
  assertStringIncludes(told(() => runFor(wild, 10, 500)), "no more than 500 events");
  const flooding: Protocol<null, Message> = {
    start: (io) => (io.send(io.self, { type: "add" } as Message), null),
    upon: {
      add(_s, message, io) {
        for (let copies = 0; copies < 100; copies++) io.send(io.self, message);
      },
    },
  };
  const flooded = new World({ protocol: flooding, nodes: 1, seed: 1, trace: "none" });
  assertStringIncludes(
    told(() => runFor(flooded, 1e6, 500)),
    "upon which others are sent without end",
  );
  assert(flooded.events < 20, `${flooded.events} events`);
  const world = new World({ protocol: adding, nodes: 2, seed: 1 });
  const drive: Drive<{ sum: number }, Message, never, number> = toTheEnd(50, [
    10,
    "all is added",
    ({ states }) => states[0]?.sum === 10,
  ]);
  drive(world);
  reach(world, [10, "more is added", ({ states }) => states[0]?.sum === 11]);
  assertStringIncludes(world.violation!.words, "more is added");
});

Deno.test("a goal that must come unaided heals nothing, and tells what is missing", () => {
  const cut = () => {
    const world = new World({ protocol: adding, nodes: 2, seed: 1 });
    world.inject({ kind: "partition", at: 0, forMs: 1e6, sides: [[0], [1]] });
    return world;
  };
  const goal = [
    200,
    "all is added",
    ({ states }: ReturnType<typeof cut>) => states[0]?.sum === 10,
  ] as const;
  const alone = cut();
  unaided(alone, goal);
  assertEquals(alone.violation?.words, "all is added: not within 200 ms");
  const asked = cut();
  unaided(asked, [...goal, () => "ten are on their way"]);
  assertStringIncludes(asked.violation!.words, "not within 200 ms; ten are on their way");
  const whole = new World({ protocol: adding, nodes: 2, seed: 1 });
  unaided(whole, goal);
  assertEquals(whole.violation, undefined);
});
