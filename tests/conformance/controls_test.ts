/**
 * Negative controls: subjects that are wrong in a known way, and all guarantees that they break. A suite that
 * cannot fail says nothing; every guarantee is broken here at least once.
 */

import type { Disk } from "hb/storage/disk/disk.ts";
import type { DiskFault } from "hb/storage/disk/faults.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Value } from "hb/replication/register/register.ts";
import { disk } from "./disk.ts";
import { loadBalancer } from "./load_balancer/load_balancer.ts";
import * as wrong from "./load_balancer/subjects.ts";
import { lock } from "./lock.ts";
import { register } from "hb/laboratory/conformance/register.ts";
import { broadcast } from "hb/laboratory/conformance/broadcast.ts";
import { membership } from "hb/laboratory/conformance/membership.ts";
import { logAmongLiars } from "hb/laboratory/conformance/log_among_liars.ts";
import { replicatedLog } from "hb/laboratory/conformance/replicated_log.ts";
import { viewSynchrony } from "hb/laboratory/conformance/views/view_synchrony.ts";
import { gossiping, overRing } from "./subjects/broadcasts.ts";
import { simulated, spoiled } from "./subjects/disks.ts";
import { ePaxos } from "./subjects/epaxos.ts";
import { floods } from "./subjects/floods.ts";
import { heartbeats } from "./subjects/heartbeats.ts";
import { givesToAll, oneToken, takesFromAll, tokensFall } from "./subjects/locks.ts";
import { multiPaxos } from "./subjects/multipaxos.ts";
import { raft } from "./subjects/raft.ts";
import { logAmong, showing, waitsForAll } from "./subjects/liars.ts";
import { logs as replicatedLogs, registerRead } from "./subjects/reads.ts";
import { logOfARange, rangesOf } from "./subjects/multiraft.ts";
import { lockOver, logOver, logsOver, registerOver } from "./subjects/replicated.ts";
import { pretending } from "./subjects/stores.ts";
import { wrongViews } from "./subjects/views.ts";
import { neverSyncs, simpleLog } from "./subjects/wal.ts";
import { swimWith } from "./subjects/swim.ts";
import { control, testControls } from "./suite.ts";
import { writeAheadLog } from "./write_ahead_log.ts";
import { bugs as gossipBugs } from "hb/membership/gossip/bugs.ts";
import { bugs as treeBugs } from "hb/membership/plumtree/bugs.ts";

const registers = [
  control(register, pretending("local reads", "be linearizable", { levels: ["linearizable"] }), 0),
  control(register, pretending("causal+", "be sequential", { levels: ["sequential"] }), 0),
  control(register, pretending("causal memory", "be causal+", { levels: ["causal+"] }), 0, 4),
  control(register, pretending("eventual", "be PRAM", { levels: ["PRAM"] }), 0, 4),
  control(register, pretending("any copy", "keep sessions", { levels: ["read your writes"] }), 0),
  control(register, pretending("causal+", "be silent alone", { answersAlone: () => false }), 3),
  control(register, pretending("primary", "answer alone", { answersAlone: () => true }), 3),
  control(
    register,
    pretending("primary", "answer what was not written", { answer: plusHalf }),
    0,
    1,
  ),
  control(register, pretending("causal+", "be eventual", { levels: ["eventual"] }), 4),
  control(register, registerOver(raft({ sessions: false })), 0, 5),
  ...replicatedLogs.map((log) =>
    control(register, registerRead(log, "pqr", { rinse: (_, done) => done }, "not rinsed"), 0, 5)
  ),
  control(
    register,
    registerRead(replicatedLogs[1]!, "follower", { mayRead: () => true }, "at once"),
    0,
  ),
  control(
    register,
    rangesOf(1, { admit: () => ({ type: "new" }) }, ", without numbers"),
    0,
    5,
  ),
  control(register, registerOver(raft({ bug: "leaders commit nothing" })), 2, 5),
  control(register, registerOver(raft({ bug: "one server is a quorum" })), 0, 2, 3, 5),
  control(register, registerOver(raft({ bug: "entries not saved" })), 2, 5),
];

function plusHalf(result: unknown): Value {
  return typeof result === "number" ? result + 0.5 : null;
}

const logs = [
  control(replicatedLog, logOver(raft({ sessions: false })), 1, 2, 4),
  control(replicatedLog, logOver(raft({ bug: "executes again" })), 1, 2, 4),
  control(
    replicatedLog,
    logOfARange({ admit: () => ({ type: "new" }) }, ", without numbers"),
    1,
    2,
    4,
  ),
  control(replicatedLog, logOver(raft({ bug: "snapshots without sessions" })), 4),
  control(replicatedLog, logOver(raft({ bug: "entries not saved" })), 3, 4, 7),
  control(replicatedLog, logOver(raft({ bug: "one server is a quorum" })), 0, 1, 3, 4, 6, 7),
  control(replicatedLog, logOver(raft({ bug: "all must have it" })), 5),
  control(replicatedLog, logOver(multiPaxos("executes twice")), 1, 2, 4),
  control(replicatedLog, logOver(multiPaxos("asks for no votes")), 0, 1, 3, 4, 5),
  control(replicatedLog, logOver(multiPaxos("votes are not saved")), 0, 1, 3, 4, 7, 8),
  control(replicatedLog, logOver(multiPaxos("nobody is told what they missed")), 4),
  control(replicatedLog, logsOver(ePaxos("a fast quorum that is too small")), 0, 1, 4, 6, 8),
  control(replicatedLog, logsOver(ePaxos("replies are not merged")), 0, 4),
  control(replicatedLog, logsOver(ePaxos("executes twice")), 1, 2, 4),
];

const logsAmongLiars = [
  control(logAmongLiars, logAmong("pbft", "a quorum of 2f"), 0, 1, 4, 6),
  control(logAmongLiars, logAmong("hotstuff", "executes twice"), 1, 4),
  control(logAmongLiars, waitsForAll, 5),
  control(logAmongLiars, logAmong("hotstuff", "quorums of 2f"), 0, 6),
  control(logAmongLiars, logAmong("hotstuff", "proposes on what it has locked"), 5, 7),
  control(logAmongLiars, logAmong("hotstuff", "blocks are not saved"), 4),
  control(logAmongLiars, showing("invents", (all) => ["z", ...all]), 2),
  control(logAmongLiars, showing("turns around", (all) => all.toReversed()), 0, 3),
];

const locks = [
  control(lock, lockOver(raft({ sessions: false })), 5),
  control(lock, lockOver(raft(), givesToAll, "Raft, which gives a lock to all"), 0, 4, 5),
  control(lock, lockOver(raft(), takesFromAll, "Raft, which takes a lock from all"), 0, 3, 5),
  control(lock, lockOver(raft(), tokensFall, "Raft, whose tokens fall"), 2, 5),
  control(lock, lockOver(raft(), oneToken, "Raft, which has one token"), 1, 5),
  control(lock, lockOver(raft({ bug: "leaders commit nothing" })), 4, 6),
];

const writeAheadLogs = [
  control(writeAheadLog, neverSyncs, 1, 2, 3, 4),
  control(writeAheadLog, simpleLog("a file that is compacted where it stands"), 4),
  control(writeAheadLog, simpleLog("a file without sums", { sums: false }), 2, 3, 4),
  control(writeAheadLog, simpleLog("a file whose tail is not cut", { cuts: false }), 3, 4),
  control(writeAheadLog, simpleLog("a file read backwards", { inOrder: false }), 0, 2, 3, 4),
];

const disks = [
  control(disk, simulated("a disk whose syncs do nothing", { faults: lies([0, 1, 2]) }), 3),
  control(disk, simulated("a disk that is full soon", { capacityBytes: 20 }), 0),
  control(disk, spoiled("a disk that hands out its own bytes", sharing), 1),
  control(disk, spoiled("a disk that makes a file and then refuses", makingFirst), 0, 2),
];

function lies(syncs: readonly number[]): DiskFault[] {
  return syncs.map((nth) => ({ type: "sync lies", nth }));
}

/** Equal contents are the same bytes. */
function sharing(real: Disk): Partial<Disk> {
  const known = new Map<string, Uint8Array>();
  return {
    read(name) {
      const bytes = SimulatedDisk.prototype.read.call(real, name), key = `${bytes}`;
      known.set(key, known.get(key) ?? bytes);
      return known.get(key)!;
    },
  };
}

function makingFirst(real: Disk): Partial<Disk> {
  return {
    writeAt(name, offset, bytes) {
      if (!real.names().includes(name)) real.append(name, new Uint8Array());
      SimulatedDisk.prototype.writeAt.call(real, name, offset, bytes);
    },
  };
}

/** What no membership by heartbeats gives: everybody believes nothing but its own ears. */
const LINK = 9;

const memberships = [
  control(membership, heartbeats("nobody is removed", { removes: false }), 1, 5, 7, LINK),
  control(
    membership,
    heartbeats("removed for ever", { takesBack: false }),
    0,
    2,
    4,
    5,
    6,
    7,
    8,
    LINK,
  ),
  control(membership, heartbeats("old incarnations come back", { refusesOld: false }), 3, LINK),
  control(
    membership,
    heartbeats("incarnations stay as they were", { renews: false }),
    2,
    4,
    6,
    LINK,
  ),
  control(membership, heartbeats("incarnations are forgotten", { saves: false }), 4, LINK),
  control(
    membership,
    heartbeats("who was removed is not told", { wakes: false }),
    0,
    2,
    5,
    6,
    7,
    8,
    LINK,
  ),
  control(membership, heartbeats("strangers talk", { waits: false }), LINK, 11),
  control(membership, heartbeats("nobody joins", { joins: false }), LINK, 10),
  control(membership, heartbeats("nobody leaves", { leaves: false }), LINK, 12),
  control(membership, swimWith("helpers answer for the target"), 1),
  control(membership, swimWith("dead without indirect probes"), LINK),
  control(membership, swimWith("stale alive resurrects"), 3),
  control(membership, swimWith("incarnations only in memory"), 4),
  control(membership, swimWith("the dead are given up"), 6),
];

const gossipWith = (bug: string) => gossiping(`gossip: ${bug}`, gossipBugs[bug]!.change);
const treeWith = (bug: string) => overRing(`Plumtree: ${bug}`, treeBugs[bug]!.change);

const broadcasts = [
  control(broadcast, floods("words change", { keepsWords: false }), 0, 2, 3, 5, 6, 8),
  control(broadcast, floods("delivers whatever comes", { looks: false }), 1, 8),
  control(broadcast, floods("nothing backs it up", { compares: false }), 3, 5),
  control(
    broadcast,
    floods("tells others only", { relays: false, compares: false }),
    3,
    4,
    5,
    6,
  ),
  control(broadcast, floods("latecomers are strangers", { takesLate: false }), 3, 7),
  control(broadcast, floods("nothing is written down", { saves: false }), 8),
  control(broadcast, floods("ids are used again", { countsOn: false }), 8),
  control(broadcast, floods("tells all again and again", { isQuiet: false }), 9),
  control(broadcast, floods("nothing is forgotten", { forgets: false }), 10),
  control(broadcast, gossipWith("nothing backs it up"), 0, 3, 5, 7, 8),
  control(broadcast, gossipWith("delivers whatever comes"), 1, 8),
  control(broadcast, gossipWith("forgets in a crash"), 8),
  control(broadcast, gossipWith("gives an id again"), 8),
  control(broadcast, treeWith("never grafts"), 0, 3, 5, 6),
  control(broadcast, treeWith("an id is used again"), 8),
];

const loadBalancers = [
  control(loadBalancer, wrong.keepsPicking, 0),
  control(loadBalancer, wrong.zeroIsSmall, 1, 2),
  control(loadBalancer, wrong.minusOne, 2),
  control(loadBalancer, wrong.turns, 3),
  control(loadBalancer, wrong.favourite, 3, 4),
  control(loadBalancer, wrong.wrong("forgets the departed", { countsDeparted: false }), 5, 6),
  control(loadBalancer, wrong.wrong("failures stay under way", { failuresEnd: false }), 5, 7),
  control(loadBalancer, wrong.endsAnything, 8),
  control(loadBalancer, wrong.wrong("tries the same again", { avoidsTried: false }), 9),
  control(loadBalancer, wrong.inOrderOfComing(), 3, 10),
  control(loadBalancer, wrong.unseeded, 10, 11),
];

testControls(register, registers);
testControls(replicatedLog, logs);
testControls(logAmongLiars, logsAmongLiars);
testControls(lock, locks);
testControls(loadBalancer, loadBalancers);
testControls(disk, disks);
testControls(writeAheadLog, writeAheadLogs);
testControls(membership, memberships);
testControls(broadcast, broadcasts);
testControls(
  viewSynchrony,
  wrongViews.map(([subject, ...breaks]) => control(viewSynchrony, subject, ...breaks)),
);
