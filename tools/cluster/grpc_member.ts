/** What a node does so that it can serve gRPC. @module */

import { type Address, showAddress } from "hb/host/address.ts";
import type { State as PaxosState } from "hb/consensus/multipaxos/state.ts";
import type { State as RaftState } from "hb/consensus/raft/state.ts";
import type { Host } from "hb/host/host.ts";
import type { Transport } from "hb/host/socket.ts";
import type { Applied } from "hb/replicated/store/machine.ts";
import { History } from "hb/wire/history.ts";
import { overTls } from "../grpc/places.ts";
import type { GrpcServer } from "../grpc/serve.ts";
import type { Membership } from "../grpc/store_service.ts";
import type { ClusterArguments } from "./arguments.ts";
import { addressesOf } from "./plan.ts";
import { transportOf } from "./transport.ts";

/** A node of a store, whichever protocol replicates it. */
export type AnyState = (RaftState | PaxosState) & { readonly leader: number | null };

/** How much of what was applied a node remembers for those who watch; at most twice that. */
const remembered = { changes: 10_000, units: 2 ** 24 };

/** A node as far as gRPC goes. */
export class GrpcMember {
  readonly #options: ClusterArguments;
  readonly #self: number;
  readonly #cluster: string;
  readonly #history = new History(remembered);
  #host: Host<object> | undefined;

  /** Nothing is served yet. */
  constructor(options: ClusterArguments, self: number, cluster: string) {
    this.#options = options;
    this.#self = self;
    this.#cluster = cluster;
  }

  /** Hears of each command that the node applies to the store, after it was applied. */
  readonly applied: Applied = (store, command, changes) => {
    const state = this.#host?.state as AnyState | undefined;
    // A get may be executed at any time; all others are where they are in the log.
    if (state === undefined || command.type === "get") return;
    const revision = "term" in state ? state.lastApplied : state.commands;
    this.#history.note(store, revision, changes);
  };

  /** Begins to serve; `inner` carries what the nodes say to each other. */
  async serve(
    host: Host<object>,
    inner: Transport,
    log: (line: string) => void,
  ): Promise<GrpcServer> {
    this.#host = host;
    const { hostname, port, nodes, grpc } = this.#options;
    // The library is loaded by those who serve, and by nobody else.
    const { serveGrpc } = await import("../grpc/serve.ts");
    const addresses = addressesOf(hostname, port, nodes);
    const own = addresses[this.#self]!;
    return serveGrpc({
      listen: { hostname, port: grpc! + this.#self },
      transport: transportOf(this.#options, this.#self, () => {}, overTls),
      cluster: this.#cluster,
      addresses: [own, ...addresses.filter((address) => address !== own)],
      inner: amongNodes(inner, addresses),
      history: this.#history,
      membership: () => this.#membership(),
      log,
    });
  }

  #membership(): Membership {
    const { hostname, port, nodes, grpc } = this.#options;
    const served = addressesOf(hostname, grpc!, nodes);
    const leader = (this.#host?.state as AnyState | undefined)?.leader ?? null;
    return {
      members: addressesOf(hostname, port, nodes).map((address, node) => {
        return { node, address: showAddress(address), grpc_address: showAddress(served[node]!) };
      }),
      answered_by: this.#self,
      ...(leader === null ? {} : { leader }),
    };
  }
}

/** To an address of the cluster's own nobody else is dialled than the node that is there. */
function amongNodes(inner: Transport, addresses: readonly Address[]): Transport {
  const nodes = addresses.map(showAddress);
  return {
    ...inner,
    connect(call) {
      const node = nodes.indexOf(showAddress(call.address));
      return inner.connect(node < 0 ? call : { ...call, node });
    },
  };
}
