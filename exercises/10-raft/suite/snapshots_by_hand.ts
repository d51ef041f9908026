/** Situations with snapshots: they are late, they are passed on, and they are not needed. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { byHand } from "./by_hand.ts";
import type { Envelope } from "./post_by_hand.ts";
import { apply, elect, numbered, settled } from "./stages_by_hand.ts";

/** Part 28: a snapshot that comes when the log is longer already. */
export function lateSnapshot(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 5,
    snapshotEvery: 5,
    words: "Server 3 has some entries after the snapshot that it gets, and has said so",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.pass(130, undefined, [0]);
  // What they answer is on its way.
  const hears = (...hearing: readonly NodeId[]) =>
    cluster.network(({ from, to }) => {
      if (to === 0) return "waits";
      return from === 0 && hearing.includes(to) ? "arrives" : "is lost";
    });
  const awake = [0];
  hears(1, 2, 3);
  for (const command of numbered("a", 10)) cluster.ask(0, command);
  cluster.pass(130, undefined, awake);
  hears(3);
  for (const command of numbered("b", 5)) cluster.ask(0, command);
  cluster.pass(130, undefined, awake);
  const answers = (from: readonly NodeId[], back: readonly NodeId[]) =>
    cluster.network((each) => {
      if (each.to === 0) return from.includes(each.from) ? "arrives" : "waits";
      return each.from === 0 && back.includes(each.to) ? "arrives" : "is lost";
    });
  answers([1, 2], []);
  cluster.pass(20, undefined, awake);
  answers([1, 2], [3]);
  cluster.pass(130, undefined, awake);
  answers([3, 1], [1]);
  cluster.pass(300, () => cluster.applied("b4", [0]), awake);
  cluster.crash(0);
  cluster.crash(1);
  cluster.mail.splice(0);
  const left = [2, 3, 4];
  cluster.groups(left);
  apply(cluster, settled(cluster, left), "last", left);
}

/** Part 28: that a snapshot has come is said late, when the leader has taken the next one, and has more in its log. */
export function lateAcknowledgement(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 3,
    snapshotEvery: 5,
    words: "Server 2 has got a snapshot, and says so when the leader has taken the next one",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  const awake = [0];
  cluster.pass(130, undefined, awake);
  cluster.groups([0, 1]);
  for (const command of numbered("a", 12)) apply(cluster, 0, command, [0, 1]);
  // Server 2 is asked again, until it has the snapshot; what it says from then on is on its way.
  const has = () => cluster.view(2).applied.length >= 10;
  cluster.network(({ from, to }) => from === 2 && to === 0 && has() ? "waits" : "arrives");
  cluster.note(
    "(now server 2 hears the leader, and what it says once it has the snapshot is on its way)",
  );
  if (!cluster.pass(2500, has, awake)) return;
  const late = () => cluster.mail.filter(({ from, to }) => from === 2 && to === 0);
  // What its leader sends it is lost, so it says nothing more.
  cluster.network(({ from, to }) => from === 2 ? "waits" : to === 2 ? "is lost" : "arrives");
  for (const command of numbered("b", 12)) {
    cluster.ask(0, command);
    if (!cluster.pass(1000, () => cluster.applied(command, [0, 1]), awake)) return;
  }
  cluster.network(({ from }) => from === 2 ? "waits" : "is lost");
  cluster.note("(from now on nothing arrives that anybody sends)");
  cluster.ask(0, "c");
  cluster.pass(20, undefined, awake);
  cluster.note("(now what server 2 has said long ago arrives at server 0)");
  for (const envelope of late()) {
    cluster.mail.splice(cluster.mail.indexOf(envelope), 1);
    cluster.arrive(envelope);
  }
  if (cluster.applied("c", [0])) {
    cluster.fail(
      "whoever has got a snapshot has what is in it, and nothing is known of what comes after it",
      "server 0 has applied 'c', which nobody else has",
    );
  }
  cluster.heal();
  const all = cluster.peers;
  if (cluster.pass(3000, () => cluster.applied("c", all), all)) return;
  cluster.fail(
    "whoever has got a snapshot that is not enough any more gets what comes after it, or the next one",
    "server 2 has not applied 'c' three seconds later",
  );
}

/**
 * Part 28: a follower whose log has the snapshot's last entry, and others after it of the same term that are not the
 * leader's. However many messages it has got, it vouches for none of these.
 */
export function wrongBeyond(raft: WholeRaft): void {
  for (let messages = 1; messages <= 5; messages++) beyond(raft, messages);
}

function beyond(raft: WholeRaft, messages: number): void {
  const cluster = byHand(raft, {
    nodes: 5,
    snapshotEvery: 5,
    words:
      "Server 3 has entries after the leader's snapshot that nobody else has, and the leader " +
      `hears what it answers to ${messages === 1 ? "one message" : `${messages} messages`}`,
  });
  const { peers } = cluster, entries = (node: NodeId) => cluster.view(node).entries;
  if (!elect(cluster, 0, peers)) return;
  // With the next entry snapshots are due.
  for (const command of numbered("a", 3)) apply(cluster, 0, command);
  if (entries(3) !== 4) return;
  // Servers 1 and 2 get that entry, and do not hear that it is committed before others are, too.
  cluster.ask(0, "b");
  cluster.pass(6, undefined, [0]);
  const some = [0, 3, 4];
  cluster.network(({ to }) => to === 1 || to === 2 ? "is lost" : "arrives");
  cluster.note("(from now on servers 1 and 2 hear nothing)");
  if (!cluster.pass(500, () => cluster.applied("b", some), [0])) return;
  for (const command of numbered("c", 4)) apply(cluster, 0, command, some);
  cluster.heal();
  if (!cluster.pass(1000, () => cluster.applied("c3"), [0])) return;
  // Their snapshots are later ones than that of server 3.
  if (entries(1) >= entries(3) || entries(2) >= entries(3)) return;
  cluster.groups([0, 3]);
  for (const command of numbered("d", 8)) cluster.ask(0, command);
  cluster.pass(500, () => entries(3) >= 12, [0]);
  cluster.crash(0);
  const others = [1, 2, 4];
  if (!elect(cluster, 1, others)) return;
  apply(cluster, 1, "e", others);
  if (!elect(cluster, 2, others)) return;
  const arrived = new Set<Envelope>();
  cluster.network((envelope) => {
    const { from, to } = envelope;
    if (from === 3 && to === 2) return "arrives";
    if (from !== 2 || to !== 3) return "is lost";
    if (arrived.size < messages) arrived.add(envelope);
    return arrived.has(envelope) ? "arrives" : "is lost";
  });
  cluster.note(`(now ${messages} of the messages of server 2 to server 3 arrive, and the answers)`);
  cluster.pass(60 + 150 * messages, () => arrived.size >= messages, [2]);
  cluster.pass(20, undefined, [2]);
  cluster.groups([2, 4]);
  cluster.ask(2, "f");
  cluster.pass(230, undefined, [2]);
  if (!cluster.applied("f", [2])) return;
  cluster.fail(
    "whoever gets a snapshot says that it has what is in it, and nothing of what its log has after it",
    "server 2 has applied 'f', which only server 4 has besides it",
  );
}

/** Part 28: a snapshot that comes a second time, when its server has gone on. */
export function snapshotAgain(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 3,
    snapshotEvery: 10,
    words: "Server 2 gets a snapshot, goes on, and then all that it has heard since comes again",
  });
  if (!elect(cluster, 0, cluster.peers)) return;
  cluster.groups([0, 1]);
  for (const command of numbered("a", 13)) apply(cluster, 0, command, [0, 1]);
  cluster.mail.splice(0);
  const heard: Envelope[] = [];
  cluster.watch((envelope) => void (envelope.to === 2 && heard.push(envelope)));
  cluster.heal();
  if (!cluster.pass(2500, () => cluster.applied("a12", [2]), [0])) return;
  for (const command of numbered("b", 3)) apply(cluster, 0, command);
  cluster.watch(() => {});
  cluster.note("(now all that server 2 has heard of the leader comes again)");
  for (const envelope of heard) cluster.arrive(envelope);
  apply(cluster, settled(cluster), "last");
}

/** Part 28: who has got a snapshot passes it on, later, as it was. */
export function passedOn(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 5,
    snapshotEvery: 10,
    words: "Server 1 gets a snapshot, goes on, leads, and sends it to server 4, which has nothing",
  });
  const first = [0, 2, 3], second = [0, 1, 2], third = [1, 2, 4];
  if (!elect(cluster, 0, [0, 1, 2, 3, 4])) return;
  cluster.groups(first);
  for (const command of numbered("a", 13)) apply(cluster, 0, command, first);
  cluster.groups(second);
  cluster.pass(1000, () => cluster.applied("a12", second), [0]);
  for (const command of numbered("b", 3)) apply(cluster, 0, command, second);
  if (!elect(cluster, 1, second)) return;
  cluster.groups(third);
  apply(cluster, 1, "c", third);
}

/** Part 28: who has everything is not sent a snapshot. */
export function notNeeded(raft: WholeRaft): void {
  const cluster = byHand(raft, {
    nodes: 3,
    snapshotEvery: 10,
    words:
      "All three have applied 100 commands of 100 letters; then the leader crashes, and another one leads",
  });
  const leader = settled(cluster);
  for (const command of numbered("x".repeat(97), 100)) cluster.ask(leader, command);
  if (
    !cluster.pass(3000, () => cluster.peers.every((n) => cluster.view(n).applied.length === 100))
  ) {
    return;
  }
  cluster.pass(300);
  cluster.crash(leader);
  let bytes = 0;
  cluster.watch(({ message }) => void (bytes += JSON.stringify(message).length));
  const left = cluster.peers.filter((node) => node !== leader);
  cluster.groups(left);
  settled(cluster, left);
  if (bytes < 9000) return;
  cluster.fail(
    "a snapshot is sent only to a follower that needs what is in the log no more",
    `both others have everything, and ${bytes} bytes are sent`,
  );
}
