import { assert, assertEquals } from "@std/assert";
import { meetWrite } from "./contended.ts";
import { measureWan } from "./wan.ts";
import type { AnyWay } from "./ways.ts";
import { MODELS, PAPER } from "../../reads/wide_area.ts";

const measured = (way: AnyWay, writes: number, more: object = {}) =>
  measureWan({ sites: PAPER, way, writes, forMs: 2000, ...more });

const rounded = (values: readonly number[]) => values.map(Math.round);

Deno.test("WAN: reads by a leader's lease take a round trip to it, Bodega's one to the own site", () => {
  const toLeader = PAPER.rtt[PAPER.leader]!.map((ms, site) =>
    site === PAPER.leader ? PAPER.near : ms
  );
  assertEquals(rounded(measured("leader lease", 0).reads), toLeader);
  assertEquals(rounded(measured("bodega", 0).reads), PAPER.rtt.map(() => PAPER.near));
  const { idle } = MODELS["leader leases"]!(PAPER);
  assertEquals(toLeader[PAPER.client], idle);
});

Deno.test("WAN: idle reads and writes at the client's site take what the model says, and some ms of batch and disk", () => {
  const { client } = PAPER;
  const near = (value: number, model: number) =>
    assert(value >= model - 0.5 && value <= 1.05 * model, `${value} for ${model}`);
  near(measured("pqr", 0).reads[client]!, MODELS["PQR"]!(PAPER).idle);
  near(
    measured("leader lease", 1, { keys: 1000 }).writes[client]!,
    MODELS["leader leases"]!(PAPER).write,
  );
  near(measured("bodega", 1, { keys: 1000 }).writes[client]!, MODELS["Bodega"]!(PAPER).write);
});

Deno.test("WAN: from a site whose distances all differ, each part of the formulas can be told from the others", () => {
  const sites = { ...PAPER, client: 0 };
  const ways = { "leader lease": "leader leases", pqr: "PQR", bodega: "Bodega" } as const;
  for (const [way, name] of Object.entries(ways)) {
    const { write, idle } = meetWrite({ sites, way: way as AnyWay }), model = MODELS[name]!(sites);
    assertEquals([write - 1, idle], [model.write, model.idle], way);
  }
  // To the leader, from it to a majority, to all, and from the client to a majority.
  assertEquals(new Set([77, 64, 146, 129]).size, 4);
  assertEquals(MODELS["PQR"]!(sites).idle, 2 + 129);
});

Deno.test("WAN: the more servers answer reads, the longer writes take, and the shorter reads", () => {
  const order = [[], [3], [3, 2], [3, 2, 0], [3, 2, 0, 4]];
  const runs = order.map((responders) => measured("bodega", 0.1, { responders, forMs: 6000 }));
  for (let i = 1; i < runs.length; i++) {
    assert(runs[i]!.read < runs[i - 1]!.read, `${i}: ${runs.map(({ read }) => read)}`);
    assert(runs[i]!.write > runs[i - 1]!.write - 1, `${i}: ${runs.map(({ write }) => write)}`);
  }
});

Deno.test("WAN: the same run comes out the same", () => {
  assertEquals(measured("bodega", 0.1), measured("bodega", 0.1));
});
