/** Situations in which clients wait for their answers. @module */

import type { WholeRaft } from "../given.ts";
import { byHand } from "./by_hand.ts";
import { apply, elect, numbered, settled } from "./stages_by_hand.ts";

/** Part 29: every client is answered, once: the leader's with the place, everybody else's at least in the end. */
export function everybodyIsAnswered(raft: WholeRaft): void {
  for (const snapshotEvery of [undefined, 4]) {
    const cluster = byHand(raft, {
      nodes: 3,
      ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
      words: "All messages arrive, but that a leader crashes now and then",
    });
    for (let round = 0; round < 3; round++) {
      const leader = settled(cluster), { term } = cluster.view(leader);
      const asked = numbered(`c${round} `, 40).map((command) => cluster.ask(leader, command));
      const follower = (leader + 1) % 3, other = cluster.ask(follower, `other ${round}`);
      cluster.pass(2000, () => [...asked, other].every(({ answer }) => answer !== undefined));
      if (cluster.view(leader).leads && cluster.view(leader).term === term) {
        const silent = asked.find(({ answer }) => answer?.ok !== true);
        if (silent !== undefined) {
          cluster.fail(
            "who asks the leader is answered when its command is applied",
            `'${silent.command}', one of 40, ${
              cluster.applied(silent.command, [leader]) ? "is applied" : "is not applied"
            }, and its client is ${silent.answer === undefined ? "not answered" : "declined"}`,
          );
        }
        if (other.answer === undefined) {
          cluster.fail(
            "who asks a server that does not lead is told so, or where its command stands",
            `server ${follower} says nothing in two seconds`,
          );
        }
      }
      cluster.crash(leader);
      cluster.pass(2500, () => cluster.leader() !== undefined);
      cluster.start(leader);
    }
  }
}

/** Part 29: an entry is overwritten at the server whose client waits for it, and committed all the same. */
export function overwritten(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 5,
    words: "'a' is overwritten at server 0, which was asked for it, but not at server 1",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.groups([0, 1]);
  cluster.ask(0, "a");
  cluster.pass(230, undefined, [0]);
  if (!elect(cluster, 2, [2, 3, 4])) return;
  cluster.groups([0, 2]);
  cluster.ask(2, "b");
  cluster.pass(400, undefined, [2]);
  cluster.crash(2);
  if (!elect(cluster, 1, [1, 3, 4])) return;
  apply(cluster, 1, "c", [1, 3, 4]);
  cluster.groups([0, 1, 3, 4]);
  apply(cluster, settled(cluster, [0, 1, 3, 4]), "d", [0, 1, 3, 4]);
}

/** Part 29: what a client waits for comes in a snapshot. */
export function inASnapshot(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 3,
    snapshotEvery: 2,
    words: "Server 0 is asked for 'a', others commit it, and server 0 gets it in a snapshot",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.pass(60, undefined, [0]);
  cluster.network(({ from, to }) => from === 0 && to === 1 ? "arrives" : "is lost");
  cluster.ask(0, "a");
  cluster.pass(230, undefined, [0]);
  if (!elect(cluster, 1, [1, 2])) return;
  for (const command of numbered("b", 9)) apply(cluster, 1, command, [1, 2]);
  cluster.heal();
  apply(cluster, settled(cluster), "c");
}
