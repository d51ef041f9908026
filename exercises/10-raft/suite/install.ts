import text from "./install.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { aSnapshot, aVisit } from "hb/laboratory/raft/servers.ts";
import { rounds } from "hb/laboratory/raft/sizes.ts";
import type { Answers } from "../answers.ts";
import type { Message } from "../given.ts";
import { type Arrival, expecting, hasLease, type Reasons, sameSteps, settings } from "./servers.ts";
import { cut, settled, tryAll } from "./tries.ts";

export const install = task<Answers>(text, (answers, grading) => {
  const change = { handlers: { installSnapshot: answers.install } };
  sameSteps(change, expected(), why, grading);
  // A follower that is away again and again gets one snapshot after the other.
  const faults = Array.from({ length: 9 }, (_, i) => cut(300 + 500 * i, 700 + 500 * i, 2, [0, 1]));
  const drive = toTheEnd(4900, settled(900));
  const away = {
    nodes: 3,
    asks: 150,
    options: { snapshotEvery: 3, preVote: true },
    faults,
    seeds: 1,
    drive,
  };
  tryAll([away], change, grading, { isWatched: false });
});

const snapshots = () =>
  drawn(500, "snapshots", (random): Arrival => {
    const setting = pick(random, settings);
    const { from, term, position, leads: _, ...server } = aVisit(random, hasLease(setting));
    const all = Array.from({ length: server.nodes }, (_, node) => node);
    const snapshot = aSnapshot(random, position, all);
    const round = pick(random, rounds);
    const message: Message = { type: "installSnapshot", term, snapshot, round };
    return { ...server, setting, event: { kind: "message", from, message } };
  });

const expected = expecting(["installSnapshot"], snapshots);

const why: Reasons = {
  "its commit index": "what is in a snapshot is committed, and nobody goes back (section 5.3)",
  otherwise: "section 5.3 of the dissertation, and Figure 5.3",
};
