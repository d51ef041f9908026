/**
 * What there is to play with: every protocol that has brought what the playground needs. Each is fetched when it
 * is asked for, so that a page takes the code of the one that it plays, and of no other.
 *
 * @module
 */

import { type AnyPlaygroundKit, anyPlaygroundKit } from "../../kit/playground.ts";

/** The protocols of this library, by the names that stand in sessions. A new one adds a line. */
const fetched: Readonly<Record<string, () => Promise<AnyPlaygroundKit>>> = {
  raft: async () =>
    anyPlaygroundKit((await import("../../consensus/raft/playground.ts")).playground),
  rpc: async () => anyPlaygroundKit((await import("../../rpc/playground.ts")).playground),
  paxos: async () =>
    anyPlaygroundKit((await import("../../consensus/paxos/playground.ts")).playground),
  multipaxos: async () =>
    anyPlaygroundKit((await import("../../consensus/multipaxos/playground.ts")).playground),
  epaxos: async () =>
    anyPlaygroundKit((await import("../../consensus/epaxos/playground.ts")).playground),
  pbft: async () =>
    anyPlaygroundKit((await import("../../consensus/pbft/playground.ts")).playground),
  hotstuff: async () =>
    anyPlaygroundKit((await import("../../consensus/hotstuff/playground.ts")).playground),
  multiraft: async () =>
    anyPlaygroundKit((await import("../../multiraft/playground.ts")).playground),
  swim: async () =>
    anyPlaygroundKit((await import("../../membership/swim/playground.ts")).playground),
  gossip: async () =>
    anyPlaygroundKit((await import("../../membership/gossip/playground.ts")).playground),
  plumtree: async () =>
    anyPlaygroundKit((await import("../../membership/plumtree/playground.ts")).playground),
  abd: async () =>
    anyPlaygroundKit((await import("../../replication/abd/playground.ts")).playground),
  chain: async () =>
    anyPlaygroundKit((await import("../../replication/chain/playground.ts")).playground),
  dynamo: async () =>
    anyPlaygroundKit((await import("../../replication/dynamo/playground.ts")).playground),
  "crdt-deltas": async () =>
    anyPlaygroundKit((await import("../../replication/crdt/gossip/playground.ts")).playground),
};

/** The names of all protocols. */
export const protocols: readonly string[] = Object.keys(fetched);

/** The protocol of a name; fails, and names all, if there is none. */
export async function playgroundKit(name: string): Promise<AnyPlaygroundKit> {
  if (Object.hasOwn(fetched, name)) return await fetched[name]!();
  throw new RangeError(
    `Cannot play the session because its protocol must be one of ${protocols.join(", ")}: ` +
      `given "${name.slice(0, 24)}"`,
  );
}
