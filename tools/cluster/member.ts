/** One node of the cluster, in this process. @module */

import { showAddress } from "hb/host/address.ts";
import { ballotLabel } from "hb/consensus/ballot.ts";
import type { State as RaftState } from "hb/consensus/raft/state.ts";
import { type Counters, type Host, startHost } from "hb/host/host.ts";
import { logOwner } from "hb/host/journal_log.ts";
import type { DrivenState } from "hb/multiraft/driver/state.ts";
import type { ClusterArguments } from "./arguments.ts";
import { assertEngine } from "./begin.ts";
import { compressionsFor } from "./compressions.ts";
import { openLogIn } from "./engines.ts";
import { type AnyState, GrpcMember } from "./grpc_member.ts";
import { transportOf } from "./transport.ts";
import { memberCommand } from "./member_command.ts";
import { addressesOf, folderOf, planFor } from "./plan.ts";
import { tellRanges } from "./sharded/telling.ts";
import { type Store, storeOf } from "./store.ts";

/** Begins the line by which a node says that it listens. */
export const READY = "listens at ";

/** Runs node `self` until a signal comes, the input ends, or something fails; returns the exit code. */
export async function runMember(
  options: ClusterArguments,
  self: number,
  store?: Store,
): Promise<number> {
  const { hostname, port, nodes, data, engine } = options;
  const { cluster } = planFor(data, options);
  const addresses = addressesOf(hostname, port, nodes);
  const log = (line: string) => console.log(`${new Date().toISOString().slice(11, 23)} ${line}`);
  const transport = transportOf(options, self, log);
  // The plan began the logs of all nodes.
  const folder = folderOf(data, self), begun = true, owner = logOwner(self, cluster);
  const grpc = options.grpc === undefined ? undefined : new GrpcMember(options, self, cluster);
  const host = startHost({
    ...store ?? storeOf(nodes, options, {}, grpc?.applied),
    cluster,
    self,
    addresses,
    folder,
    begun,
    compressions: compressionsFor(options),
    transport,
    ...(engine === "wal" ? {} : { journal: await openLogIn(engine, { folder, owner, begun }) }),
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
    log,
  });
  const server = await grpc?.serve(host, transport, log).catch(async (error) => {
    await host.stop();
    throw error;
  });
  if (server !== undefined) log(`serves gRPC at ${showAddress(server.address)}`);
  log(`${READY}${showAddress(host.address)}`);
  const tells = options.protocol === "multiraft"
    ? [tellRanges(() => host.state as DrivenState | undefined, log)]
    : [tellLeader(host, log), tellLosses(host, log), tellSnapshots(host, log)];
  const watch = setInterval(() => tells.forEach((tell) => tell()), 100);
  const stop = () => void (server?.stop() ?? Promise.resolve()).finally(() => host.stop());
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
  if (options.tied) void inputEnd().then(stop);
  const error = await host.ended;
  clearInterval(watch);
  await server?.stop();
  log(account(host.counters));
  log(error === undefined ? "has stopped" : "has stopped after an error");
  return error === undefined ? 0 : 1;
}

/** Runs node `self` in a process that its engine needs, until this one ends; returns its exit code. */
export async function runElsewhere(options: ClusterArguments, self: number): Promise<number> {
  assertEngine(options.engine);
  planFor(options.data, options);
  const process = new Deno.Command(Deno.execPath(), {
    args: memberCommand(options, self),
    stdin: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const stop = () => void process.stdin.close().catch(() => {});
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
  if (options.tied) void inputEnd().then(stop);
  return (await process.status).code;
}

/** Says who leads, whenever that has changed. */
function tellLeader(host: Host<object>, log: (line: string) => void): () => void {
  let said = "";
  return () => {
    const state = host.state as AnyState | undefined;
    if (state === undefined || state.leader === null) return;
    const reign = "term" in state ? `term ${state.term}` : `ballot ${ballotLabel(state.promised)}`;
    const line = state.leading !== null
      ? `leads in ${reign}`
      : `follows node ${state.leader} in ${reign}`;
    if (line !== said) log(line);
    said = line;
  };
}

/** The state of a node of Raft; undefined of others. */
function raftState({ state }: Host<object>): RaftState | undefined {
  return state !== undefined && "term" in state ? state as RaftState : undefined;
}

/** Says of a node that had acknowledged entries and has lost them, once each time. */
function tellLosses(host: Host<object>, log: (line: string) => void): () => void {
  const said = new Map<number, number>();
  return () => {
    const { leading, term } = raftState(host) ?? {};
    for (const [node, { loss }] of leading?.progress ?? []) {
      if (loss === null || said.get(node) === loss.round) continue;
      said.set(node, loss.round);
      log(
        `warning: node ${node} has lost entries: it had acknowledged all up to ${loss.had} in term ${term}. ` +
          "It gets them again, but its promises are void, and acknowledged writes may be lost with " +
          "them. Check its disk",
      );
    }
  };
}

/** Says that a snapshot comes in chunks, and what became of it. */
function tellSnapshots(host: Host<object>, log: (line: string) => void): () => void {
  let coming: number | undefined;
  return () => {
    const state = host.state as AnyState | undefined;
    if (state === undefined) return;
    const { word, partial, last } = snapshotsOf(state);
    if (partial?.last === coming) return;
    if (coming !== undefined && last >= coming) {
      log(`has installed the snapshot up to ${word} ${coming}`);
    }
    coming = partial?.last;
    if (partial === undefined) return;
    log(
      `is behind, and receives a snapshot up to ${word} ${coming}: it has ${partial.received} of ` +
        `${partial.bytes} bytes`,
    );
  };
}

/** The last place in its snapshot, and in the one that comes in chunks. */
function snapshotsOf(state: AnyState) {
  if ("term" in state) {
    const { partial, snapshot } = state;
    return {
      word: "entry",
      last: snapshot.last.index,
      partial: partial === undefined ? undefined : { ...partial, last: partial.last.index },
    };
  }
  const { partial, snapshot } = state;
  return {
    word: "slot",
    last: snapshot.slot,
    partial: partial === undefined ? undefined : { ...partial, last: partial.slot },
  };
}

function account({ steps, commits, syncs, compactions, sentBytes, dropped }: Counters): string {
  return `took ${steps} steps, saved in ${commits} of them with ${syncs} syncs, compacted ` +
    `${compactions} times, sent ${sentBytes} bytes, dropped ${dropped} messages`;
}

async function inputEnd(): Promise<void> {
  const bytes = new Uint8Array(64);
  try {
    while (await Deno.stdin.read(bytes) !== null);
  } catch {
    // An input that cannot be read has ended.
  }
}
