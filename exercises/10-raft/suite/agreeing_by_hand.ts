/** Situations in which commands are committed, or must not be. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { byHand } from "./by_hand.ts";
import type { Envelope } from "./post_by_hand.ts";
import { apply, elect, numbered, settled, SIZES } from "./stages_by_hand.ts";

/** Part 26: whatever the number of servers, a majority commits, and half of them do not. */
export function anyNumberCommits(raft: WholeRaft): void {
  for (const nodes of SIZES) {
    for (const isBackwards of [false, true]) {
      const cluster = byHand(raft, { nodes, words: `There are ${nodes} servers` });
      const leader = settled(cluster);
      apply(cluster, leader, "first");
      const others = cluster.peers.filter((node) => node !== leader);
      if (isBackwards) others.reverse();
      const half = nodes >> 1, few = [leader, ...others.slice(0, Math.max(0, half - 1))];
      const most = [leader, ...others.slice(others.length - half)];
      if (nodes > 1) cluster.groups(few);
      cluster.ask(leader, "second");
      if (nodes > 1 && cluster.pass(220, () => cluster.applied("second", [leader]), few)) {
        cluster.fail(
          "a command is committed when more than half of all servers have it",
          `server ${leader} has applied 'second', and only ${few.length} of ${nodes} can have it`,
        );
      }
      cluster.groups(most);
      const isOver = () => cluster.applied("second", most) || !cluster.view(leader).leads;
      if (cluster.pass(2500, isOver, most)) continue;
      cluster.fail(
        "a command is committed when more than half of all servers have it, and then applied by all of them",
        `${most.length} of ${nodes} hear each other, and not all of them apply 'second'`,
      );
    }
  }
}

/** Part 26: very many commands, and of all sorts. */
export function manyCommands(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 3,
    words: "The leader is asked for 600 commands, ten every ten milliseconds",
  });
  const leader = settled(cluster), odd = ["", "0", "null", "undefined", "__proto__", "é\n ", "{}"];
  const commands = [...odd, ...numbered("c", 593)];
  for (let n = 0; n < commands.length; n += 10) {
    for (const command of commands.slice(n, n + 10)) cluster.ask(leader, command);
    cluster.pass(10);
  }
  const last = commands.at(-1)!;
  cluster.pass(4000, () => cluster.applied(last));
  for (const node of cluster.peers) {
    const applied = new Set(cluster.view(node).applied);
    const lost = commands.find((command) => !applied.has(command));
    if (lost === undefined) continue;
    cluster.fail(
      "what the leader is asked for all apply, four seconds after the last at most",
      `server ${node} has applied ${applied.size} of 600 commands, and '${lost}' is not among them`,
    );
  }
}

/** Part 26: Figure 8 of the paper. */
export function figure8(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 5,
    words: "This is Figure 8 of the paper: 'b' is of a later term than 'a0' and what follows it",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.groups([0, 1]);
  for (const command of numbered("a", 250)) cluster.ask(0, command);
  cluster.pass(250, () => cluster.view(1).entries >= 250, [0, 1]);
  cluster.crash(0);
  if (!elect(cluster, 4, [2, 3, 4])) return;
  cluster.groups([4]);
  cluster.ask(4, "b");
  cluster.crash(4);
  cluster.start(0);
  if (!elect(cluster, 0, [0, 1, 2])) return;
  cluster.pass(1000, () => cluster.view(0).applied.length > 0, [0]);
  if (cluster.view(0).applied.length === 0) return;
  // If it may, nobody else can lead that has not got it.
  cluster.crash(0);
  cluster.start(4);
  if (!elect(cluster, 4, [2, 3, 4])) return;
  apply(cluster, 4, "c", [2, 3, 4]);
}

/** Parts 26 and 28: what is lost is sent again, though nobody stands meanwhile. */
export function lostOnce(raft: WholeRaft, snapshotEvery?: number): void {
  const cluster = byHand(raft, {
    nodes: 3,
    ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
    words: "What is sent to one follower is lost for a moment, and then everything arrives again",
  });
  const leader = settled(cluster), other = (leader + 1) % 3;
  const others = cluster.peers.filter((node) => node !== other);
  apply(cluster, leader, "first");
  cluster.groups(others);
  for (const command of numbered("c", 12)) cluster.ask(leader, command);
  cluster.pass(230, undefined, others);
  cluster.heal();
  if (cluster.pass(2500, () => cluster.applied("c11"))) return;
  cluster.fail(
    "what is lost is sent again",
    `server ${other} has not applied 'c11' two seconds later`,
  );
}

/** Part 26: messages that come again, when others have come after them. */
export function again(raft: WholeRaft): void {
  const cluster = byHand(raft, { nodes: 3, words: "Old messages come a second time" });
  const old: Envelope[] = [];
  cluster.watch((envelope) => void old.push(envelope));
  const leader = settled(cluster), [first, second] = [(leader + 1) % 3, (leader + 2) % 3];
  cluster.network(({ from, to }) => {
    if (from === leader && to === first) return "arrives";
    return from === first && to === leader ? "waits" : "is lost";
  });
  for (const command of numbered("c", 4)) {
    cluster.ask(leader, command);
    cluster.pass(120, undefined, [leader]);
  }
  cluster.pass(120, undefined, [leader]);
  // What is sent from now on would tell what is committed.
  cluster.watch(() => {});
  cluster.network(({ from, to }) => from === first && to === leader ? "arrives" : "is lost");
  cluster.pass(10, undefined, [leader]);
  if (!cluster.applied("c3", [leader])) return;
  cluster.crash(leader);
  for (const each of [...old, ...[...old].reverse()]) if (each.to === first) cluster.arrive(each);
  cluster.mail.splice(0);
  const left = [first, second];
  cluster.groups(left);
  apply(cluster, settled(cluster, left), "last", left);
}

/** Part 26: an answer that comes when its sender's log is another one. */
export function lateAnswer(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 5,
    words:
      "Server 1 had told server 0 in an earlier term that it has some entries, which it has no more",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.pass(60);
  const within = (group: readonly NodeId[]) =>
    cluster.network(({ from, to }) => {
      if (!group.includes(from) || !group.includes(to)) return "is lost";
      return from === 1 && to === 0 ? "waits" : "arrives";
    });
  within([0, 1]);
  for (const command of numbered("a", 6)) cluster.ask(0, command);
  cluster.pass(230, undefined, [0]);
  const late = cluster.mail.filter(({ from, to }) => from === 1 && to === 0);
  if (late.length === 0 || !elect(cluster, 2, [2, 3, 4])) return;
  within(cluster.peers);
  cluster.ask(2, "b");
  cluster.pass(1500, () => cluster.applied("b"), [2]);
  if (!cluster.applied("b") || !elect(cluster, 0, [0, 3, 4])) return;
  cluster.groups([0, 3]);
  cluster.ask(0, "c");
  cluster.pass(230, undefined, [0]);
  if (cluster.applied("c", [0])) return;
  cluster.note("(now what server 1 had answered long ago arrives at server 0)");
  for (const envelope of late) cluster.arrive(envelope);
  if (!cluster.applied("c", [0])) return;
  cluster.fail(
    "an answer of an earlier term says nothing of the log of today",
    "server 0 has applied 'c', which only server 3 has besides it",
  );
}
