/**
 * Registers that liars keep (Malkhi and Reiter 1998, *Byzantine quorum systems*, sections 3 and 4: *dissemination
 * quorums*, for data that say themselves who wrote them). It is ABD with signatures: a writer signs each value with its
 * time, and a replica that lies can show an old one or none, but cannot make one up. Two quorums of ⌈(n + f + 1)/2⌉ have
 * f + 1 replicas in common, so a loyal one, which is enough: the latest value that a quorum shows is no earlier than
 * that of the last write that ended.
 *
 * The replicas come first; the nodes behind them are the proxies of clients, write in their own name, and are trusted.
 * It is the smallest service in which every node has to show what others have signed, after a restart, too.
 *
 * @module
 */

import { faults, quorum } from "../../consensus/byzantine_quorum.ts";
import { compare } from "../../model/compare.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { sign, type Signed } from "../../security/identity/signed.ts";
import {
  compacted,
  type Message,
  type Operation,
  recovered,
  type Saved,
  type State,
  type Timer,
  type Version,
} from "./versions.ts";

type RegisterIo = Io<Message, Timer, Saved>;

/** What a node runs, of which the first so many are replicas; who has not answered is asked again after `againMs`. */
export function signedRegister(
  replicas: number,
  { againMs = 100 }: { readonly againMs?: number } = {},
): Protocol<State, Message, Timer, Saved> {
  if (!Number.isInteger(replicas) || replicas < 1 || faults(replicas) < 1) {
    throw new RangeError(
      `Cannot keep registers among liars because 4 replicas or more are required: given ${replicas}`,
    );
  }
  const enough = quorum(replicas);

  const ask = (s: State, { message, ...rest }: Omit<Operation, "answers">, io: RegisterIo) => {
    const operation = `${s.life}.${++s.phases}`, own = { ...message, operation };
    s.operations.set(operation, { ...rest, message: own, answers: new Map() });
    for (let node = 0; node < replicas; node++) io.send(node, own);
    io.wait(againMs, { type: "again", key: operation });
  };

  /** Notes an answer, and gives the operation when a quorum has answered, which ends the phase. */
  const answered = (
    s: State,
    from: NodeId,
    phase: Message["type"],
    name: string,
    version: Signed<Version> | null,
    io: RegisterIo,
  ): Operation | undefined => {
    const operation = s.operations.get(name);
    if (operation?.message.type !== phase || from >= replicas) return undefined;
    operation.answers.set(from, version);
    if (operation.answers.size < enough) return undefined;
    s.operations.delete(name);
    io.cancel("again", name);
    return operation;
  };

  /** Whether a proxy has signed this, for that register. The boundary saw to it that it has. */
  const isVersion = ({ signer, statement }: Signed<Version>, key: string, io: RegisterIo) =>
    signer >= replicas && signer < io.peers.length && statement.type === "version" &&
    statement.key === key && Number.isSafeInteger(statement.time);

  return {
    start(io, journal) {
      const s = recovered(journal);
      if (io.self >= replicas) io.save({ type: "life", life: ++s.life });
      return s;
    },
    upon: {
      read(s, { from: client, key }, io) {
        const message = { type: "query", operation: "", key } as const;
        ask(s, { client, message, write: undefined, result: null }, io);
      },
      write(s, { from: client, key, value: write }, io) {
        const message = { type: "query", operation: "", key } as const;
        ask(s, { client, message, write, result: null }, io);
      },
      query(s, { from, operation, key }, io) {
        io.send(from, { type: "held", operation, version: s.held.get(key) ?? null });
      },
      held(s, { from, operation: name, version }, io) {
        const asked = s.operations.get(name)?.message;
        if (asked?.type !== "query" || (version && !isVersion(version, asked.key, io))) return;
        const operation = answered(s, from, "query", name, version, io);
        if (operation === undefined) return;
        const { client, write } = operation, all = [...operation.answers.values()];
        const latest = all.reduce((a, b) => isLater(b, a) ? b : a);
        if (write === undefined && latest === null) return io.answer(client, null);
        const next = write === undefined ? latest! : fresh(s, asked.key, latest, write, io);
        const result = write === undefined ? next.statement.value : null;
        const message = { type: "store", operation: "", version: next } as const;
        ask(s, { client, message, write: undefined, result }, io);
      },
      store(s, { from, operation, version }, io) {
        const { key } = version.statement;
        if (!isVersion(version, key, io)) return;
        if (isLater(version, s.held.get(key) ?? null)) {
          s.held.set(key, version);
          io.save({ type: "held", version });
        }
        io.send(from, { type: "stored", operation });
      },
      stored(s, { from, operation: name }, io) {
        const operation = answered(s, from, "store", name, null, io);
        if (operation !== undefined) io.answer(operation.client, operation.result);
      },
    },
    after: {
      again(s, { key }, io) {
        const { message, answers } = s.operations.get(key)!;
        for (let node = 0; node < replicas; node++) {
          if (!answers.has(node)) io.send(node, message);
        }
        io.wait(againMs, { type: "again", key });
      },
    },
    compact: (journal) => compacted(recovered(journal)),
    checkpoint: (s) => compacted(s),
  };
}

/** Later than all that a quorum has shown, and than all that this writer has signed; saved before it leaves. */
function fresh(
  s: State,
  key: string,
  latest: Signed<Version> | null,
  value: string,
  io: RegisterIo,
): Signed<Version> {
  s.issued = Math.max(s.issued, latest?.statement.time ?? 0) + 1;
  io.save({ type: "issued", time: s.issued });
  return sign(io, { type: "version", key, time: s.issued, value });
}

function isLater(one: Signed<Version> | null, other: Signed<Version> | null): boolean {
  if (one === null || other === null) return one !== null;
  const { statement: a } = one, { statement: b } = other;
  return a.time !== b.time ? a.time > b.time : compare([one.signer, a], [other.signer, b]) > 0;
}
