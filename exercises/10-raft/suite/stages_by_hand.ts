/** How single situations are brought about in a cluster that is run by hand. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { ByHand } from "./by_hand.ts";

/** Numbers of servers, odd and even, with which everything must go. */
export const SIZES = [1, 2, 3, 4, 5, 6, 7, 9];

/** Makes a server lead, with the votes of `among`: only its time passes at first. False if it cannot be brought about. */
export function elect(cluster: ByHand, node: NodeId, among: readonly NodeId[]): boolean {
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
export function settled(cluster: ByHand, among: readonly NodeId[] = cluster.peers): NodeId {
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

export function apply(
  cluster: ByHand,
  leader: NodeId,
  command: string,
  among = cluster.peers,
): void {
  cluster.ask(leader, command);
  if (cluster.pass(3000, () => cluster.applied(command, among), among)) return;
  const late = among.find((node) => !cluster.applied(command, [node]));
  cluster.fail(
    "what the leader is asked for all apply that hear it, within seconds",
    `server ${late} has not applied '${command}'`,
  );
}

export const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}${i}`);
