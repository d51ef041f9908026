import { assert, assertEquals } from "@std/assert";
import { measureWan, type WanWay } from "./wan.ts";
import { MODELS, PAPER } from "../../reads/wide_area.ts";

const measured = (way: WanWay, writes: number, more: object = {}) =>
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
