/** Single situations, each brought about message by message, in which a Raft shows one thing that it must do. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { type ByHand, byHand, type Envelope } from "./by_hand.ts";

/** Numbers of servers, odd and even, with which everything must go. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 9];

/** Makes a server lead, with the votes of `among`: only its time passes at first. False if it cannot be brought about. */
function elect(cluster: ByHand, node: NodeId, among: readonly NodeId[]): boolean {
  cluster.mail.splice(0);
  cluster.groups(among);
  const leads = () => cluster.view(node).leads && cluster.leader(among) === node;
  for (let n = 0; n < 6; n++) {
    if (cluster.pass(1300, leads, [node])) return true;
    // Whoever has heard a leader lately may want some time to pass before it votes for another one.
    if (cluster.pass(150, leads, among)) return true;
  }
  return false;
}

/** Waits until one server leads, and all are in its term, and stay there. */
function settled(cluster: ByHand, among: readonly NodeId[] = cluster.peers): NodeId {
  const rule =
    "in a cluster whose messages arrive, one server leads within five seconds, and goes on";
  for (let n = 0; n < 4; n++) {
    if (!cluster.pass(5000, () => cluster.leader(among) !== undefined, among)) {
      cluster.fail(rule, "nobody leads");
    }
    const leader = cluster.leader(among)!, { term } = cluster.view(leader);
    const isOver = () => !cluster.view(leader).leads || cluster.view(leader).term !== term;
    if (!cluster.pass(700, isOver, among)) return leader;
  }
  return cluster.fail(rule, "no leader lasts");
}

function apply(cluster: ByHand, leader: NodeId, command: string, among = cluster.peers): void {
  cluster.ask(leader, command);
  if (cluster.pass(3000, () => cluster.applied(command, among), among)) return;
  const late = among.find((node) => !cluster.applied(command, [node]));
  cluster.fail(
    "what the leader is asked for all apply that hear it, within seconds",
    `server ${late} has not applied '${command}'`,
  );
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}${i}`);

/** Part 25: whatever the number of servers, a majority leads, and half of them do not; and in calm a leader stays. */
export function anyNumberLeads(raft: WholeRaft): void {
  for (const nodes of SIZES) {
    for (const isBackwards of [false, true]) {
      const cluster = byHand(raft, { nodes, words: `There are ${nodes} servers` });
      const order = isBackwards ? [...cluster.peers].reverse() : cluster.peers;
      if (nodes > 1) {
        const half = nodes >> 1;
        cluster.groups(order.slice(0, half), order.slice(half));
        cluster.pass(2000);
        const most = order.slice(0, half + 1);
        cluster.groups(most);
        settled(cluster, most);
      }
      cluster.heal();
      const leader = settled(cluster), { term } = cluster.view(leader);
      cluster.pass(2500);
      const astray = cluster.peers.find((node) =>
        cluster.view(node).term !== term || cluster.view(node).leads !== (node === leader)
      );
      if (astray !== undefined) {
        const { leads, term: now } = cluster.view(astray);
        cluster.fail(
          "as long as all messages arrive, a leader goes on to lead, and nobody stands",
          `server ${leader} led term ${term}, and server ${astray} ${
            leads ? "leads" : "is in"
          } term ${now}`,
        );
      }
    }
    beginsOnce(raft, nodes);
  }
}

/** A leader that gets more votes than it needs has begun its term already. */
function beginsOnce(raft: WholeRaft, nodes: number): void {
  const cluster = byHand(raft, { nodes, words: `There are ${nodes} servers` });
  settled(cluster);
  const led = cluster.termsLed();
  const long = cluster.peers.find((node) => cluster.view(node).entries > led);
  if (long === undefined) return;
  cluster.fail(
    "a leader begins its term with one entry of its own at most",
    `there has been no command, and server ${long} has ${cluster.view(long).entries} entries ` +
      `when ${led} ${led === 1 ? "term has" : "terms have"} been led`,
  );
}

/** Part 25: terms grow, for ever. */
export function highTerms(raft: WholeRaft): void {
  const cluster = byHand(raft, { nodes: 3, words: "Server 0 has been alone for very long" });
  const { peers } = cluster;
  cluster.groups(...peers.map((node) => [node]));
  // As many as it takes to see terms of 16 bits; who counts ticks, or asks before it stands, gets less far.
  for (let n = 0; n < 80_000 && cluster.view(0).term < 66_000; n++) {
    if (n === 200 && cluster.view(0).term < 2) break;
    cluster.goOff(0);
    cluster.mail.splice(0);
  }
  cluster.heal();
  settled(cluster);
}

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

/** Part 27: a voter crashes between two candidates of one term, in term after term. */
export function votesAgain(raft: WholeRaft): void {
  for (const seed of [1, 2, 3]) {
    const cluster = byHand(raft, {
      nodes: 3,
      seed,
      words: "Two servers stand in each term, and the third crashes when it has voted",
    });
    cluster.network(() => "waits");
    let term = 0;
    for (let round = 0; round < 6; round++) {
      for (const node of [0, 1]) {
        for (let n = 0; n < 60 && cluster.view(node).term <= term; n++) cluster.goOff(node);
      }
      const [first, second] = round % 3 === 0 ? [0, 1] : [1, 0];
      term = cluster.view(0).term;
      // Who asks before it stands does not stand here.
      if (term === 0 || cluster.view(1).term !== term) return;
      const pass = (from: NodeId, to: NodeId) => {
        const { mail } = cluster;
        for (const each of mail.filter((each) => each.from === from && each.to === to)) {
          mail.splice(mail.indexOf(each), 1);
          cluster.arrive(each);
        }
      };
      pass(first!, 2);
      pass(2, first!);
      cluster.crash(2);
      cluster.start(2);
      pass(second!, 2);
      pass(2, second!);
      for (const node of [0, 1]) {
        cluster.crash(node);
        cluster.start(node);
      }
      cluster.mail.splice(0);
    }
  }
}

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
