/** How a protocol runs in views: a counter with a primary and backups, in some lines, and what is true of it. */

import { assert, assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";
import type { Application, Group } from "./application.ts";
import { inViews, NOT_A_MEMBER } from "./in_views.ts";
import type { Message } from "./messages.ts";

/** What the primary multicasts: add this, for this client. */
interface Update {
  readonly by: number;
  readonly client: number;
}

interface Counter {
  total: number;
  /** Primary: what to answer when an update is stable. */
  readonly results: [client: number, total: number][];
}

const isPrimary = ({ self, view }: Group<Update>) => view.members[0]?.node === self;

/** The oldest member of the view orders all updates; it answers when no member that goes on can be without them. */
const counter: Application<Counter, Update> = {
  start: () => ({ total: 0, results: [] }),
  onView(app) {
    app.results.length = 0;
  },
  onDeliver(app, { payload, from }, { self }) {
    app.total += payload.by;
    if (from === self) app.results.push([payload.client, app.total]);
  },
  onStable(app, { from }, group) {
    if (from !== group.self) return;
    const [client, total] = app.results.shift()!;
    group.answer(client, total);
  },
  onRequest(_, { client, input }, group) {
    if (!isPrimary(group)) return group.answer(client, NOT_A_MEMBER);
    group.multicast({ by: input as number, client });
  },
  snapshot: ({ total }) => total,
  restore: (total) => ({ total: total as number, results: [] }),
};

function worldOf(seed: number) {
  return new World({
    protocol: inViews(counter),
    nodes: 4,
    network: { latency: uniform(1, 10), loss: 0.02, duplication: 0.02 },
    faults: [
      { kind: "crash", at: 400 + 10 * seed, node: 0, downMs: 600 },
      ...weather(new Random(seed, "trouble"), 4, {
        fromMs: 300,
        untilMs: 2000,
        faults: [1, 5],
        mix: { partition: 1, pause: 1 },
      }),
    ],
    clients: {
      workload: Array.from(
        { length: 3 },
        () => Array.from({ length: 20 }, (_, n) => ({ input: 1, at: 150 * n })),
      ),
      ask: (input): Message<Update> => ({ type: "ask", input }),
      to: ({ client, sequence }) => (client + sequence) % 4,
      timeoutMs: 300,
      outcome: (result) => result === NOT_A_MEMBER ? "fail" : "ok",
    },
    seed,
  });
}

Deno.test("primary and backups in views: who is answered later is answered more, whoever is the primary", () => {
  let answered = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const world = worldOf(seed);
    world.run(3500);
    assertEquals(world.violation, undefined);
    const done = world.history.filter(({ outcome }) => outcome === "ok");
    for (const a of done) {
      for (const b of done) {
        if (a.endedAt >= b.invokedAt) continue;
        assert((a.output as number) < (b.output as number), `seed ${seed}: ${a.id} and ${b.id}`);
      }
    }
    answered += done.length;
  }
  assert(answered > 100, `${answered} were answered`);
});

Deno.test("primary and backups in views: what was answered is there when all have come back", () => {
  for (let seed = 1; seed <= 6; seed++) {
    const world = worldOf(seed);
    world.run(3500);
    world.heal();
    world.run(4000);
    const totals = world.states.map((s) => s?.app.total);
    const answered = world.history.filter(({ outcome }) => outcome === "ok").map(({ output }) =>
      output as number
    );
    assertEquals(new Set(totals).size, 1, `seed ${seed}: ${totals}`);
    assert(totals[0]! >= Math.max(...answered), `seed ${seed}`);
  }
});

Deno.test("views: an application that multicasts when a view begins is heard in that view by all its members", () => {
  interface Heard {
    readonly lines: string[];
  }
  const greeting: Application<Heard, string> = {
    start: () => ({ lines: [] }),
    onView: (_, view, group) => group.multicast(`${group.self} is in ${view.number}`),
    onDeliver: (app, { payload, view }) => void app.lines.push(`${view}: ${payload}`),
  };
  const world = new World({ protocol: inViews(greeting), nodes: 3, seed: 1 });
  world.run(50);
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.run(2000);
  const expected = ["1: 0 is in 1", "1: 1 is in 1", "1: 2 is in 1", "2: 0 is in 2", "2: 1 is in 2"];
  for (const node of [0, 1]) {
    assertEquals([...world.states[node]!.app.lines].sort(), expected, `node ${node}`);
  }
});
