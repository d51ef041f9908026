import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { MODELS, PAPER } from "../../reads/wide_area.ts";
import { meetWrite } from "./contended.ts";

const sites = PAPER;

Deno.test("WAN: a read by a leader's lease meets no write", () => {
  const { idle, contended, window } = meetWrite({ sites, way: "leader lease" });
  const model = MODELS["leader leases"]!(sites);
  assertEquals([idle, contended, window], [model.idle, model.contended, model.window]);
});

Deno.test("WAN: a read by Bodega that meets a write waits for the votes of all who answer, and no longer", () => {
  const { rtt, leader, client, near } = sites, voted = rtt[leader]![client]! / 2;
  const known = rtt.map((row, site) => (rtt[leader]![site]! + row[client]!) / 2 - voted);
  const all = meetWrite({ sites, way: "bodega" });
  assertAlmostEquals(all.contended, near + Math.max(...known), 1);
  assert(Math.abs(all.window - Math.max(...known)) <= 1, `${all.window}`);
  const own = meetWrite({ sites, way: "bodega", responders: [client] });
  assertAlmostEquals(own.contended, near + known.toSorted((a, b) => a - b)[2]!, 1);
});
