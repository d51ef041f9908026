/** Situations in which servers stand, vote, and lead. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { byHand } from "./by_hand.ts";
import { settled, SIZES } from "./stages_by_hand.ts";

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
