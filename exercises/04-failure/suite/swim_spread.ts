/** How news spreads in a group of many. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import type { RunningSwim, SwimMessage, SwimOptions } from "../given.ts";
import { isProbe, LIMIT, newsIn, type Sent, type Told, tooLarge, unbroken } from "./swim_sent.ts";
import { asProtocol, type Begin, latency, options, type SwimWorld } from "./swim_world.ts";

/** When hardly anybody may not know in a group of many, in ms. */
const KNOWN_MS = 6000;

const MANY = 40, CRASH = [7, 19, 21, 22, 28, 33, 34, 39];

/** How the group of many is chosen: whole views never help. */
const many: SwimOptions = {
  ...options,
  members: MANY,
  lambda: 3,
  syncMs: 1_000_000,
  perPacket: 3,
  suspicionMs: 1000,
};

/** In a large group all hear of what has happened though each tells it few times. */
export function tellsEnough(begin: Begin, grading: Grading): void {
  const asked = `${MANY} nodes, λ = 3, no whole views; nodes ${CRASH.join(" ")} crash at 1000 ms`;
  const why = `${LIMIT}; what was told fewer times goes first`;
  for (const seed of grading.seeds(2)) {
    const running = begin(many), sent: Sent[] = [];
    const faults: Schedule = CRASH.map((node) => ({ kind: "crash", at: 1000, node }));
    const world: SwimWorld = new World({
      protocol: asProtocol(running),
      nodes: MANY,
      network: { latency },
      faults,
      seed,
      trace: "none",
      tap: ({ from, to, body }) =>
        void sent.push({ at: world.now, from, to, body: body as SwimMessage }),
    });
    runFor(world, KNOWN_MS, 200_000);
    const unheard = unheardOf(running, world.states);
    runFor(world, 12_000 - KNOWN_MS, 200_000);
    unbroken(world, asked, grading);
    const large = tooLarge(sent, many.perPacket);
    if (large !== undefined) throw new Wrong(said({ asked, ...large }));
    const found = unheard ?? tooSeldom(sent);
    if (found !== undefined) throw new Wrong(said({ asked, ...found, why }));
  }
}

/** On the average nodes tell each death as often as the limit says, or nearly. */
function tooSeldom(sent: readonly Sent[]): Omit<Told, "why"> | undefined {
  const limit = many.lambda * Math.ceil(Math.log10(MANY + 1));
  const deaths = sent.filter(isProbe).flatMap((each) =>
    newsIn(each).filter(({ status, member }) => status === "dead" && member !== each.to)
  );
  const each = deaths.length / CRASH.length / (MANY - CRASH.length);
  if (each > 0.75 * limit) return undefined;
  const came = `each node tells each death ${Math.round(10 * each) / 10} times on the average`;
  return { came, must: `${limit} times, or nearly` };
}

/** Hardly anybody does not know by then. */
function unheardOf(
  { of }: RunningSwim,
  states: readonly unknown[],
): Omit<Told, "why"> | undefined {
  const all = CRASH.length * (MANY - CRASH.length);
  const knows =
    CRASH.flatMap((node) => states.filter((s) => s !== undefined && of(s, node)?.status === "dead"))
      .length;
  if (knows > 0.9 * all) return undefined;
  const came = `at ${KNOWN_MS} ms ${knows} of ${all} times somebody knows of a death`;
  return { came, must: "all know by then, or nearly" };
}
