/** What every kit promises, whatever its protocol: one suite for all. */

import { assert, assertEquals } from "@std/assert";
import { exploreInstance, findBug } from "hb/kit/find.ts";
import type { AnyKit, FoundBy } from "hb/kit/kit.ts";
import { prepare, simulate } from "hb/kit/simulate.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { World } from "hb/sim/world.ts";

/** On how many seeds each storm is tried; a thousand more at night. */
const SEEDS = 12;

/** Tests what the parts of a kit say of each other, and of the protocol. */
export function testKit(kit: AnyKit): void {
  Deno.test(`${kit.name}: what its bugs name is there`, () => {
    const { invariants, storms, instances, bugs } = kit;
    const names = new Set(invariants.map(({ name }) => name));
    assertEquals(names.size, invariants.length);
    assert(Object.keys(storms).length > 0);
    for (const [bug, { words, foundBy }] of Object.entries(bugs)) {
      assert(words.endsWith("."), bug);
      if (foundBy.by === "storm") assert(Object.hasOwn(storms, foundBy.storm), bug);
      if (foundBy.by === "instance") assert(Object.hasOwn(instances, foundBy.instance), bug);
    }
  });

  for (const storm of Object.keys(kit.storms)) {
    Deno.test(`${kit.name}: goes well in ${SEEDS} runs of "${storm}"`, () => {
      const { failure, counts } = simulate(kit, { storm, seeds: SEEDS });
      assertEquals(failure?.violation, undefined, `seed ${failure?.seed}`);
      assert(counts.messages > SEEDS);
    });

    Deno.test(`${kit.name}: a run of "${storm}" is the same each time, and beside others`, () => {
      const { run } = prepare(kit, { storm });
      const digests = [7, 8, 7].map((seed) => {
        const { scenario, drive } = run(seed);
        const world = new World({ ...scenario, seed, trace: "digest" });
        drive(world);
        return world.digest();
      });
      assertEquals(digests[0], digests[2]);
      assert(digests[0] !== digests[1]);
    });
  }

  testInstances(kit, { nightly: false });

  for (const [bug, { breaks, foundBy }] of Object.entries(kit.bugs)) {
    if (foundBy.by === "check") continue;
    Deno.test(`${kit.name}: "${bug}" breaks ${breaks}, found by ${finder(foundBy)}`, () => {
      // An instance with its bug left out has been explored above, unless it is for the night.
      const isExplored = foundBy.by === "instance" && isPinned(kit, foundBy.instance) &&
        kit.instances[foundBy.instance]!.nightly !== true;
      if (!isExplored) assertEquals(findBug(kit, foundBy, undefined), undefined);
      assertEquals(findBug(kit, foundBy, bug), breaks);
    });
  }

  Deno.test(`${kit.name}: whatever happens in its storms is told in words`, () => {
    for (const storm of Object.keys(kit.storms)) {
      const { scenario, drive } = prepare(kit, { storm }).run(1);
      const world = new World({ ...scenario, seed: 1, states: true });
      drive(world);
      for (const event of world.trace) {
        const words = told(kit, event);
        assert(words === undefined || !/[{}]|undefined|NaN|\[object/.test(words), words);
      }
    }
  });
}

/** Explores the instances that are for the night, or all others, as far as they say. */
export function testInstances(kit: AnyKit, which: { readonly nightly: boolean }): void {
  for (const [instance, { states, depth, nightly }] of Object.entries(kit.instances)) {
    if ((nightly ?? false) !== which.nightly || !isPinned(kit, instance)) continue;
    const extent = states === undefined
      ? `${depth} steps`
      : `${states.toLocaleString("en")} states`;
    Deno.test(`${kit.name} explored: ${instance}, ${extent}`, () => {
      const { findings, unique, complete } = exploreInstance(kit, instance);
      assertEquals(findings, []);
      if (states !== undefined) assertEquals([unique, complete], [states, true]);
    });
  }
}

/** Whether a kit says how far an instance is explored, so that there is a test of it. */
function isPinned({ instances }: AnyKit, instance: string): boolean {
  const { states, depth } = instances[instance]!;
  return states !== undefined || depth !== undefined;
}

function finder(foundBy: Exclude<FoundBy, { by: "check" }>): string {
  return foundBy.by === "storm"
    ? `seed ${foundBy.seed} of "${foundBy.storm}"`
    : `the instance "${foundBy.instance}"`;
}

/** An event in the words of a kit's labels, where it has some. */
function told({ labels }: AnyKit, event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "send":
      return labels.message?.(event.body as Tagged);
    case "timer":
      return labels.timer?.(event.timer as never);
    case "save":
      return labels.record?.(event.record);
    case "invoke":
      return labels.request?.(event.input);
    case "ok":
      return labels.answer?.(event.output);
    case "state":
      return labels.state?.(event.state as never);
    default:
      return undefined;
  }
}
