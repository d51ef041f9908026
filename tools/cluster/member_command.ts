/** How the process of one node is started. @module */

import { fileURLToPath } from "node:url";
import { showAddress } from "hb/host/address.ts";
import { type ClusterArguments, usualCompression } from "./arguments.ts";
import { filesOf, nodeName } from "../certificates/folder.ts";
import { protoFolder, variablesOfGrpc } from "../grpc/places.ts";
import { type EngineName, optionsFor, usualEngine } from "./engines.ts";
import { addressesOf, folderOf } from "./plan.ts";
import { usual } from "./store.ts";

/** Arguments of Deno for a process that may do what a node must, and nothing else. */
export function memberCommand(options: ClusterArguments, node: number): string[] {
  const { data, hostname, port, nodes, engine, grpc, tls } = options;
  const own = grpc === undefined ? [] : [{ hostname, port: grpc + node }];
  const reach = [...addressesOf(hostname, port, nodes), ...own].map(showAddress).join(",");
  const read = [data, ...(grpc === undefined ? [] : [protoFolder]), ...readBy(tls, node)];
  return [
    ...["run", "--no-prompt", `--allow-net=${reach}`, `--allow-write=${folderOf(data, node)}`],
    ...optionsFor(engine, read),
    ...(grpc === undefined ? [] : forGrpc(engine)),
    fileURLToPath(new URL("../cluster.ts", import.meta.url)),
    ...memberArguments(options, node),
    ...["--prepared", "--tied"],
  ];
}

/** What the library of gRPC looks at, beside what the engine needs. */
function forGrpc(engine: EngineName): string[] {
  // LevelDB's package may read all of the environment already.
  return engine === "leveldb" ? [] : [`--allow-env=${variablesOfGrpc.join(",")}`];
}

/** A node reads its own key, and nobody else's. */
function readBy(tls: string | undefined, node: number): string[] {
  if (tls === undefined) return [];
  const { authorities, own } = filesOf(tls, nodeName(node));
  return [authorities, own.certificate, own.key];
}

/** The options of `deno task cluster` that run one node of the cluster. */
export function memberArguments(options: ClusterArguments, node: number): string[] {
  const { data, hostname, port, nodes, slowMs, protocol, reads, engine } = options;
  const { compress, grpc, groups, splitMb } = options;
  const { tls, clientCertificates } = options;
  const given = [`--nodes=${nodes}`, `--port=${port}`, `--host=${hostname}`, `--data=${data}`];
  if (protocol !== usual.protocol) given.push(`--protocol=${protocol}`);
  if (protocol === "multiraft") given.push(`--groups=${groups}`, `--split-mb=${splitMb}`);
  if (reads !== usual.reads) given.push(`--reads=${reads}`);
  if (engine !== usualEngine) given.push(`--engine=${engine}`);
  if (compress !== usualCompression) given.push(`--compress=${compress}`);
  if (grpc !== undefined) given.push(`--grpc=${grpc}`);
  if (tls !== undefined) given.push(`--tls=${tls}`);
  if (clientCertificates !== "required") {
    given.push(`--client-certificates=${clientCertificates}`);
  }
  return [`--only=${node}`, ...given, ...(slowMs === undefined ? [] : [`--slow-ms=${slowMs}`])];
}
