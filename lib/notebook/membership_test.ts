import { assert, assertStringIncludes } from "@std/assert";
import { neverEnough } from "../laboratory/membership/detectors/patience.ts";
import { lookAlike } from "../laboratory/membership/detectors/impossible.ts";
import { shownSuspicions } from "../laboratory/membership/detectors/shown_suspicions.ts";
import { tradeOffs } from "../laboratory/membership/detectors/tradeoff.ts";
import { AWAY_MS, comesBackEmpty } from "../laboratory/membership/swim/comes_back.ts";
import { sceneOf } from "../laboratory/membership/swim/scenes.ts";
import { halfTold } from "../laboratory/membership/view/half_told.ts";
import type { Figure } from "../figure/figure.ts";
import {
  drawHeartbeats,
  drawMember,
  drawPatient,
  drawSuspicions,
  drawSwim,
  drawTradeOff,
  drawViews,
} from "./membership.ts";
import { bundleOf } from "./show.ts";

async function svgOf(figure: Figure): Promise<string> {
  return String((await bundleOf(figure))["image/svg+xml"]);
}

Deno.test("membership: heartbeats are drawn with whom a node suspects", async () => {
  assertStringIncludes(await svgOf(drawHeartbeats(lookAlike(250).slow, "Late")), "suspects 1");
});

Deno.test("membership: news is told by its member, a sign and an incarnation", async () => {
  const { trace } = comesBackEmpty(2000);
  const svg = await svgOf(drawSwim(trace, "Back", { from: AWAY_MS.until }));
  for (const news of [">1†0<", ">1✓1<"]) assertStringIncludes(svg, news);
});

Deno.test("membership: a quiet picture leaves out what arrives without news, and keeps what is lost", async () => {
  const { trace } = sceneOf("a crash");
  const [all, quiet] = await Promise.all([
    svgOf(drawSwim(trace, "All")),
    svgOf(drawSwim(trace, "Quiet", { quiet: true })),
  ]);
  assert(quiet.length < all.length);
  assertStringIncludes(quiet, "ping · node down");
});

Deno.test("membership: full exchanges are drawn, and not the timers that begin them", async () => {
  const svg = await svgOf(drawSwim(sceneOf("a newcomer").trace, "Newcomer"));
  assertStringIncludes(svg, "sync: all that is known");
  assert(!svg.includes("compares all"));
});

Deno.test("membership: the run that no patience is enough for ends with its violation", async () => {
  const [refuted] = neverEnough([2]);
  assertStringIncludes(await svgOf(drawPatient(refuted!.trace, "Late")), "strong accuracy");
});

Deno.test("membership: views are told by their number and members", async () => {
  assertStringIncludes(await svgOf(drawViews(halfTold().trace, "Views")), "2: 1 2");
});

Deno.test("membership: a trade-off names the detectors, and where nothing was seen", async () => {
  const svg = await svgOf(drawTradeOff(tradeOffs(["a room"], 400), "A room"));
  for (const words of ["Chen (NFD-E)", "none seen"]) assertStringIncludes(svg, words);
});

Deno.test("membership: a member is alive, suspect, dead or left", async () => {
  const svg = await svgOf(drawMember());
  for (const name of ["alive", "suspect", "dead", "left"]) assertStringIncludes(svg, `>${name}<`);
  // Who says that it leaves has left at once, as the scene has it, and need not be dead before.
  assertStringIncludes(svg, ">leaves<");
  const farewell = await svgOf(drawSwim(sceneOf("a farewell").trace, "Farewell"));
  assertStringIncludes(farewell, "3–0");
  assert(!farewell.includes("3†0"));
});

Deno.test("membership: whoever suspects one that is up makes a mistake, and of one that is down none", async () => {
  const bundle = await bundleOf(drawSuspicions(shownSuspicions(), "Who suspects whom"));
  const svg = String(bundle["image/svg+xml"]);
  for (const words of ["suspects 2", "down", "a mistake"]) assertStringIncludes(svg, words);
  const trace = shownSuspicions(),
    wrong = trace.suspicions.filter(({ untilMs }) => untilMs < Infinity);
  assertStringIncludes(String(bundle["text/plain"]), `${wrong.length} of them stand out`);
});
