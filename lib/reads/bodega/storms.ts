/** What Bodega is tried in: clients read and write, the roster changes, and all sorts of things go wrong. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { changesMembers } from "../storms/admins.ts";
import { allIsAnswered, TROUBLE_MS } from "../storms/clients.ts";
import { death, DRIFT, type Faults, naps, someRanges, troubled } from "../storms/trouble.ts";
import { bodega } from "./bodega.ts";
import type { Change } from "./bugs.ts";
import type { Message, Timer } from "./messages.ts";
import type { BodegaOptions } from "./settings.ts";
import type { State } from "./state.ts";

/** A storm around Bodega. */
export type BodegaStorm = Storm<State, Message, Timer, Saved, Change>;

/** What is not the same in all storms. */
interface Trouble {
  /** Whether the roster changes, and leadership passes on. */
  readonly changes: boolean;
  /** Whether members come and go; three of the servers are members at first. */
  readonly members?: boolean;
  /** Settings that are not left to chance. */
  readonly options?: BodegaOptions;
  /** What goes wrong; default: all sorts of things. */
  readonly faults?: Faults;
  /** Whether all must be well while what went wrong goes on. */
  readonly unhealed?: boolean;
}

function run(
  { changes, members = false, options: more = {}, faults, unhealed }: Trouble,
  { random, nodes, change = {} }: Setting<Change>,
): StormRun<State, Message, Timer, Saved> {
  const log: Options = {
    machine: keyValueMachine as Options["machine"],
    whenNotLeading: "forward",
    window: 8,
    snapshotEvery: 20,
    // With a small window a change holds soon.
    ...(members ? { members: [0, 1, 2], window: 2 } : {}),
  };
  const options: BodegaOptions = {
    drift: DRIFT,
    leaseMs: 150 + random.below(300),
    early: random.chance(0.8),
    ...(random.chance(0.3) ? { coverReads: 1 + random.below(4) } : {}),
    ...(random.chance(0.5) ? { ranges: someRanges(random, nodes) } : {}),
    ...more,
    ...change.options,
    rules: change.rules ?? {},
  };
  const admin: Ask[] = [];
  for (let at = 400; changes && at < TROUBLE_MS; at += 100 + random.below(400)) {
    const input = random.chance(0.25)
      ? { type: "transfer", to: random.below(nodes) }
      : { type: "roster", ranges: someRanges(random, nodes) };
    admin.push({ at, input });
  }
  const others = () => members ? changesMembers(random, nodes) : [];
  return troubled(random, nodes, {
    protocol: bodega(log, options),
    admin: () => [...admin, ...others()].sort((a, b) => a.at! - b.at!),
    faults,
    unhealed,
  });
}

/** The storms. */
export const storms: Readonly<
  Record<"storm" | "rosters" | "members" | "naps" | "death", BodegaStorm>
> = {
  storm: {
    words: "a store whose servers answer reads themselves; servers crash, links break",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: false }, setting),
  },
  rosters: {
    words: "besides, the roster changes again and again, and leadership passes on",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: true }, setting),
  },
  members: {
    words: "besides, members come and go",
    nodes: 5,
    leastNodes: 3,
    run(setting) {
      const { scenario } = run({ changes: true, members: true }, setting);
      // Clients ask servers that are no members any more, too, and wait there in vain.
      return { scenario, drive: (world) => allIsAnswered(world, 30_000) };
    },
  },
  naps: {
    words: "one server is cut off, and the others go down and come back at once",
    nodes: 3,
    leastNodes: 3,
    run: (setting) =>
      run({ changes: false, options: { leaseMs: 700, silentMs: 100 }, faults: naps }, setting),
  },
  death: {
    words: "one server goes down for good",
    nodes: 3,
    leastNodes: 3,
    run: (setting) => run({ changes: false, faults: death, unhealed: true }, setting),
  },
};
