import { assertThrows } from "@std/assert";
import { broken } from "./chain/levels.ts";
import { outage as chainOutage } from "./chain/outage.ts";
import { paperChain, paperLatencies } from "./chain/paper.ts";
import { answersAfterRemoval, cutOff, failing, play, queryDelays, read } from "./chain/scenes.ts";
import { craqThroughput, throughput } from "./chain/throughput.ts";
import { withoutMasters } from "./chain/without_masters.ts";
import { mastersFail } from "./primary_backup/masters.ts";
import { modeOf } from "./primary_backup/modes.ts";
import { outage } from "./primary_backup/outage.ts";
import { healthy, lostWrite, play as playCopies, splitBrain } from "./primary_backup/scenes.ts";
import { chainService } from "./services/chain.ts";
import { primaryBackupService } from "./services/primary_backup.ts";

const eventual = { reads: "eventual", clients: "stay", runs: 1 } as const;

const refused: readonly (readonly [run: () => unknown, words: string])[] = [
  [() => throughput("x" as never, 3, 0), "measure throughput because way must be one of"],
  [() => throughput("chain", 0, 0), "measure throughput because servers must be a whole number"],
  [() => throughput("primary–backup", 1.5, 0), "measure throughput because servers must be"],
  [() => throughput("chain", 3, 1.1), "because share must be a number from 0 to 1: given 1.1"],
  [() => throughput("chain", 3, NaN), "because share must be a number from 0 to 1: given NaN"],
  [() => craqThroughput("x" as never, 3, 0), "measure throughput because reads must be one of"],
  [() => craqThroughput("tail", NaN, 0), "measure throughput because servers must be a whole"],
  [() => craqThroughput("craq", 3, -1), "measure throughput because writers must be a whole"],
  [() => paperChain(2.5), "make the paper's chain because length must be a whole number from 1 on"],
  [() => paperChain(3, "x" as never), "replicate over a chain because reads must be one of"],
  [() => paperLatencies(0), "make the paper's chain because length must be a whole number from 1"],
  [() => chainOutage("neck" as never), "measure an outage because role must be one of"],
  [() => broken({ ...eventual, runs: 0 }, []), "judge runs of a chain because runs must be"],
  [() => broken({ ...eventual, from: NaN }, []), "judge runs of a chain because from must be"],
  [() => broken({ ...eventual, clients: "x" as never }, []), "because clients must be one of"],
  [() => broken(eventual, "sequential" as never), "because names must be a list"],
  [
    () => broken({ ...eventual, reads: "x" as never }, []),
    "replicate over a chain because reads must be",
  ],
  [() => play({ asks: null as never, forMs: 1 }), "play a scene because asks must be a list"],
  [() => play({ asks: [], nodes: 1, forMs: 1 }), "play a scene because nodes must be a whole"],
  [() => play({ asks: [], forMs: Infinity }), "play a scene because forMs must be a finite number"],
  [
    () => play({ asks: [{ at: 1, node: 4, ask: read }], forMs: 1 }),
    "play a scene because node must be a whole number from 0 to 3: given 4",
  ],
  [
    () => play({ asks: [{ at: NaN, node: 1, ask: read }], forMs: 1 }),
    "play a scene because at must be a finite number from 0 on: given NaN",
  ],
  [() => failing("neck" as never), "play a scene because role must be one of"],
  [() => cutOff("x" as never), "replicate over a chain because counting must be one of"],
  [() => answersAfterRemoval("x" as never), "replicate over a chain because counting must be"],
  [() => queryDelays("x" as never), "replicate over a chain because counting must be one of"],
  [
    () => withoutMasters(4, "confirm"),
    "stop masters because down must be a whole number from 0 to 3: given 4",
  ],
  [() => withoutMasters(NaN, "confirm"), "stop masters because down must be a whole number"],
  [() => withoutMasters(0, "x" as never), "replicate over a chain because counting must be one of"],
  [
    () => chainService("chain", { chain: [] }),
    "replicate over a chain because the chain must have",
  ],
  [() => mastersFail(4), "stop masters because down must be a whole number from 0 to 3: given 4"],
  [() => mastersFail(-1), "stop masters because down must be a whole number from 0 to 3: given -1"],
  [() => modeOf(-1), "copy a state machine to backups because acknowledgements must be"],
  [() => modeOf(NaN), "copy a state machine to backups because acknowledgements must be"],
  [() => outage({ fails: "x" as never, backups: 1 }), "measure an outage because fails must be"],
  [() => outage({ fails: "backup", backups: 0 }), "measure an outage because backups must be"],
  [
    () => outage({ fails: "backup", backups: 1, updates: 1 as never }),
    "measure an outage because updates must be true or false: given 1",
  ],
  [
    () => outage({ fails: "backup", backups: 1, acknowledgements: NaN }),
    "copy a state machine to backups because acknowledgements must be",
  ],
  [() => splitBrain("x" as never), 'because copies must be a record, or "naive": given "x"'],
  [() => healthy({ backups: -1 }), "copy a state machine to backups because backups must be"],
  [() => lostWrite(null as never), "play a scene because copies must be a record"],
  [
    () => playCopies({}, [{ at: 1, server: 2, ask: read }], () => [], 1),
    "play a scene because server must be one of 0, 1: given 2",
  ],
  [() => playCopies({}, [], () => [], NaN), "play a scene because forMs must be a finite number"],
  [
    () => primaryBackupService("copies", { backups: NaN }),
    "copy a state machine to backups because backups must be",
  ],
];

Deno.test("chains and primaries: what an experiment cannot measure it refuses, and says what it was given", () => {
  for (const [run, words] of refused) assertThrows(run, RangeError, words);
});
