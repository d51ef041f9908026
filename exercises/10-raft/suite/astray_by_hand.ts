/** A follower whose log has gone astray is brought back, and is after a crash as it was before. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { type ByHand, byHand } from "./by_hand.ts";
import type { Envelope } from "./post_by_hand.ts";
import { apply, elect, numbered, settled } from "./stages_by_hand.ts";

/** Where a follower stands that has gone astray. */
export interface Astray {
  readonly snapshotEvery?: number;
  /** How many commands come after those that it lacks. */
  readonly more: number;
  /** Whether it is asked what servers would be after a crash. */
  readonly crashes?: boolean;
}

/** The most messages by which it is brought back. */
const MOST_MESSAGES = 60;

/** Parts 26 to 28: a follower has 250 entries right, and after them 120 wrong ones; and knows of none whether it is committed. */
export function astray(raft: WholeRaft, { snapshotEvery, more, crashes = false }: Astray): void {
  const cluster = byHand(raft, {
    nodes: 7,
    ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
    words: "Server 1 has 250 entries right, and 120 after them wrong, and is brought back",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  const has = (node: NodeId, count: number, awake: readonly NodeId[]) =>
    cluster.pass(280, () => cluster.view(node).entries >= count, awake);
  cluster.groups([0, 1]);
  for (const command of numbered("a", 250)) cluster.ask(0, command);
  has(1, 250, [0, 1]);
  cluster.groups([0, 2]);
  has(2, 250, [0, 2]);
  cluster.groups([0, 1]);
  for (const command of numbered("b", 120)) cluster.ask(0, command);
  has(1, 370, [0, 1]);
  cluster.crash(0);
  const well = [2, 3, 4, 5, 6];
  if (!elect(cluster, 2, well)) return;
  apply(cluster, 2, "c", well);
  let leader = 2;
  if (more > 0) {
    for (const command of numbered("d", more)) cluster.ask(2, command);
    cluster.pass(2000, () => cluster.applied(`d${more - 1}`, well), well);
    if (!elect(cluster, 3, well)) return;
    leader = 3;
    apply(cluster, 3, "e", well);
  }
  const last = more > 0 ? "e" : "c", all = [1, ...well];
  let messages = 0;
  const answers: Envelope[] = [];
  cluster.watch((envelope) => {
    const { from, to } = envelope;
    if (from === leader && to === 1) messages++;
    if (from === 1 && to === leader) answers.push(envelope);
  });
  cluster.groups(all);
  if (!cluster.pass(3000, () => cluster.applied(last, [1]), all)) {
    cluster.fail(
      "a follower is brought to the log of the leader, wherever it stands",
      `server 1 has not applied '${last}' in some seconds`,
    );
  }
  const { entries } = cluster.view(1);
  if (snapshotEvery !== undefined && entries > 100) {
    cluster.fail(
      "of a log that does not agree with a snapshot nothing is left when it is installed",
      `server 1 has applied '${last}', which is the last command, and ${entries} entries are in its log`,
    );
  }
  if (messages > MOST_MESSAGES && cluster.view(leader).leads) {
    cluster.fail(
      `a follower some hundred entries astray is brought back by ${MOST_MESSAGES} messages at most`,
      `server ${leader} has sent ${messages} to server 1`,
    );
  }
  cluster.pass(150, undefined, all);
  if (crashes) asBefore(raft, cluster, all);
  cluster.note(`(now all that server 1 has answered server ${leader} comes again)`);
  for (const envelope of [...answers]) cluster.arrive(envelope);
  apply(cluster, settled(cluster, all), "again", all);
  apply(cluster, settled(cluster, all), "last", all);
}

/** What a server shows before a crash its journal says, as it is and made shorter, if all has come to rest. */
function asBefore(raft: WholeRaft, cluster: ByHand, among: readonly NodeId[]): void {
  for (const node of among) {
    const { term, entries } = cluster.view(node);
    for (const now of [raft.view(cluster.started(node)), raft.view(cluster.started(node, true))]) {
      if (now.term === term && now.entries === entries) continue;
      cluster.fail(
        "after a crash term and log are as before",
        `server ${node} is in term ${term} with ${entries} entries, and would start in term ${now.term} with ${now.entries}`,
      );
    }
  }
}
