import { assertEquals } from "@std/assert";
import { exploreProtocol } from "../check/explore/protocol.ts";
import { bugs } from "./bugs.ts";
import { bounds } from "./instances.ts";
import { type Bounds, FIRST, RIGHT, smallMultiRaft } from "./instances/small.ts";

const comesBack = bounds["a member is removed, and is added when its range has split"];
const moves = bounds["a range splits, and its right part moves, and one crash"];

/** What is found first with a bug, and after how many steps. */
function found(instance: Bounds, bug: string) {
  const [finding] = exploreProtocol(smallMultiRaft(instance, bugs[bug]!.change)).findings;
  return finding && [finding.property, finding.path.length - 1];
}

Deno.test("small Multi-Rafts: mistakes with replicas that come and go show in few steps", () => {
  assertEquals(found(comesBack, "a member all along"), ["true counts", 10]);
  assertEquals(found(comesBack, "takes the past for its end"), ["true counts", 10]);
  assertEquals(found(comesBack, "an earlier life"), ["true counts", 8]);
  assertEquals(found(moves, "an earlier life"), ["true counts", 14]);
});

Deno.test("small Multi-Rafts: mistakes with what is split off show in few steps", () => {
  assertEquals(found(moves, "takes keys that another has"), ["apart", 8]);
  assertEquals(found(moves, "a split overwrites"), ["apart", 8]);
  assertEquals(found(moves, "a birth that is bound by nothing"), ["soundness", 6]);
  assertEquals(found(moves, "a split in two writes"), ["a range for each key", 4]);
  assertEquals(found(comesBack, "a split in two writes"), ["handlers do not throw", 2]);
  assertEquals(found(comesBack, "a group twice"), ["a range for each key", 3]);
});

Deno.test("small Multi-Rafts: the right part comes before the split or after it, as an entry or in a snapshot", () => {
  const one = ({ states }: Parameters<Seen>[0]) => states[1]?.replicas;
  const version = (moment: Parameters<Seen>[0], group: number) =>
    one(moment)?.get(group)?.group.machine.version ?? null;
  const hasSplit = (moment: Parameters<Seen>[0]) => version(moment, FIRST) === 2;
  const seen = (bounds: Bounds, sometimes: Readonly<Record<string, Seen>>) =>
    exploreProtocol({ ...smallMultiRaft(bounds), invariants: [], sometimes }).findings;
  assertEquals(
    seen(comesBack, {
      "the split is in the snapshot of who has come again": (now) =>
        hasSplit(now) && one(now)!.get(FIRST)!.called > 0,
      "the right part is here, and the left is not": (now) =>
        version(now, RIGHT) === 2 && version(now, FIRST) === null,
      "the right part waits for the left to go": (now) =>
        version(now, RIGHT) === 0 && version(now, FIRST) === 1,
    }),
    [],
  );
  assertEquals(
    seen(moves, {
      "the split is an entry": (now) => hasSplit(now) && version(now, RIGHT) === 2,
      "who had the right part has it no more": (now) =>
        hasSplit(now) && version(now, RIGHT) === null && one(now)!.size === 1,
      "the right part is called before the split is heard of": (now) =>
        version(now, FIRST) === 1 && version(now, RIGHT) === 0,
    }),
    [],
  );
});

type Seen = NonNullable<ReturnType<typeof smallMultiRaft>["sometimes"]>[string];
