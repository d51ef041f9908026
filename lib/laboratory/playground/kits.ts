/** What there is to play with: every protocol that has brought what the playground needs. @module */

import { playground as multiPaxos } from "../../consensus/multipaxos/playground.ts";
import { playground as paxos } from "../../consensus/paxos/playground.ts";
import { playground as raft } from "../../consensus/raft/playground.ts";
import { type AnyPlaygroundKit, anyPlaygroundKit } from "../../kit/playground.ts";
import { playground as gossip } from "../../membership/gossip/playground.ts";
import { playground as plumtree } from "../../membership/plumtree/playground.ts";
import { playground as swim } from "../../membership/swim/playground.ts";
import { playground as multiRaft } from "../../multiraft/playground.ts";
import { playground as abd } from "../../replication/abd/playground.ts";
import { playground as rpc } from "../../rpc/playground.ts";

/** Protocols by the names that stand in sessions. */
export type PlaygroundKits = ReadonlyMap<string, AnyPlaygroundKit>;

/** The protocols of this library. A new one adds a line. */
export const playgroundKits: PlaygroundKits = new Map(
  [
    anyPlaygroundKit(raft),
    anyPlaygroundKit(rpc),
    anyPlaygroundKit(paxos),
    anyPlaygroundKit(multiPaxos),
    anyPlaygroundKit(multiRaft),
    anyPlaygroundKit(swim),
    anyPlaygroundKit(gossip),
    anyPlaygroundKit(plumtree),
    anyPlaygroundKit(abd),
  ].map((each) => [each.kit.name, each]),
);

/** The protocol of a name; throws, and names all, if there is none. */
export function playgroundKit(
  name: string,
  known: PlaygroundKits = playgroundKits,
): AnyPlaygroundKit {
  const kit = known.get(name);
  if (kit !== undefined) return kit;
  throw new RangeError(
    `Cannot play the session because its protocol must be one of ${
      [...known.keys()].join(", ")
    }: ` +
      `given "${name.slice(0, 24)}"`,
  );
}
