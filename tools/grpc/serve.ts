/** The store of one node over gRPC, beside the store's own protocol. @module */

import { Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { ServiceDefinition as ProtoService } from "@grpc/proto-loader";
import type { Http2Server, IncomingHttpHeaders } from "node:http2";
import { boundedTimeout } from "hb/wire/deadline.ts";
import type { Address } from "hb/host/address.ts";
import type { Transport } from "hb/host/socket.ts";
import type { History } from "hb/wire/history.ts";
import { Calls } from "./calls.ts";
import { loadDefinitions, servicesOf, storeService } from "./definitions.ts";
import { healthCalls } from "./health.ts";
import { GrpcListener } from "./listener.ts";
import { reflectionCalls } from "./reflection.ts";
import { type Membership, storeCalls } from "./store_service.ts";
import { StorePool } from "./store_pool.ts";
import { watchCall } from "./watch.ts";

/** The largest message that is taken, in bytes: a compare-and-set of two values has room. */
const mostMessageBytes = 2 ** 21;

const reflectionService = "grpc.reflection.v1.ServerReflection";

/** What is served, and where. */
export interface GrpcOptions {
  readonly listen: Address;
  /** What carries the calls: TCP as it is, or TLS with HTTP/2 over it. */
  readonly transport: Transport;
  /** The name of the cluster. */
  readonly cluster: string;
  /** Where its nodes speak the store's own protocol; the first is asked first. */
  readonly addresses: readonly Address[];
  /** What carries what they say there. */
  readonly inner: Transport;
  /** What this node has applied of late. */
  readonly history: History;
  readonly membership: () => Membership;
  /** Hears who is turned away, and why. */
  readonly log: (line: string) => void;
}

/** A server at work. */
export interface GrpcServer {
  readonly address: Address;
  /** Ends: what is under way is told so. */
  stop(): Promise<void>;
}

/** Starts to serve. Throws `OperationalError` where the port is taken. */
export function serveGrpc(options: GrpcOptions): GrpcServer {
  const { cluster, addresses, inner, history, membership } = options;
  const store = new StorePool(cluster, addresses, inner), calls = new Calls();
  const stopped = new AbortController();
  const definitions = loadDefinitions();
  const server = new Server({
    "grpc.max_receive_message_length": mostMessageBytes,
    "grpc.max_concurrent_streams": 256,
  });
  boundTimeouts(server);
  const handlers: Readonly<Record<string, object>> = {
    [storeService]: {
      ...storeCalls(store, calls, membership),
      Watch: watchCall(store, history, calls),
    },
    "grpc.health.v1.Health": healthCalls(() => membership().leader !== undefined, stopped.signal),
    [reflectionService]: reflectionCalls(definitions),
  };
  const services = servicesOf(definitions);
  for (const [name, service] of services) {
    server.addService(
      service as ServiceDefinition,
      handlers[name] as UntypedServiceImplementation,
    );
  }
  // Clients that are older ask for the same under the name that it had before.
  server.addService(
    earlier(services.get(reflectionService)!),
    handlers[reflectionService] as UntypedServiceImplementation,
  );
  // TLS ends below the filter, so the library sees plain connections.
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = new GrpcListener({
    ...options,
    connections: 256,
    take: (connection) => injector.injectConnection(connection),
  });
  return {
    address: listener.address,
    async stop() {
      stopped.abort();
      await calls.stop();
      // What was said is on its way to the sockets; after that they end without a GOAWAY.
      await new Promise((resolve) => setTimeout(resolve, 50));
      await Promise.all([listener.close(), store.close()]);
    },
  };
}

/**
 * The library makes a 32-bit number of a timeout in ms, so that a call that may take a month would be over at
 * once; it reads the header before any interceptor of ours is asked.
 */
function boundTimeouts(server: Server): void {
  const inner = server as unknown as { createHttp2Server(given: ServerCredentials): Http2Server };
  const create = inner.createHttp2Server.bind(server);
  inner.createHttp2Server = (given) => {
    const http2 = create(given);
    http2.prependListener("stream", (_: unknown, headers: IncomingHttpHeaders) => {
      const timeout = headers["grpc-timeout"];
      if (typeof timeout === "string") headers["grpc-timeout"] = boundedTimeout(timeout);
    });
    return http2;
  };
}

/** The service of reflection as `grpc.reflection.v1alpha`: the messages are the same. */
function earlier(service: ProtoService): ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]) => {
    return [name, { ...method, path: method.path.replace(".v1.", ".v1alpha.") }];
  });
  return Object.fromEntries(methods);
}
