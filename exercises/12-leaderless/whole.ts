/**
 * Parts 9 and 10. EPaxos from an empty page. There is nothing around this file but the simulator.
 *
 * What a replica is, is yours: its state (plain data: numbers, texts, arrays, records, Maps and Sets), its messages, its timers, and
 * what it saves. `WholeSetting`, `WholeView`, `Request` and `Answer` in `whole_epaxos.ts` say what is asked of it from outside. A
 * protocol is
 *
 *     {
 *       start(io, journal) → state                     // at its birth, and after a crash with what it had saved
 *       upon: { someMessage(state, message, io) {} }   // a handler for each type of message; message.from sent it
 *       after: { someTimer(state, timer, io) {} }      // a handler for each type of timer
 *       compact?(journal) → journal                    // a shorter one that starts the same; see below
 *       view(state) → what a replica shows of itself
 *     }
 *
 * and `io` is the world: `self`, `peers` (all replicas, itself too), `send(to, message)`, `answer(client, answer)`, `wait(ms,
 * timer)` (in place of the pending one of that type and `key`, as a timer may have a key), `cancel(type, key)`, `save(record)`, and
 * `choose(n)` for all chance. What a step saves is durable before anything that it sends leaves. Without `compact` the last record is all that a
 * replica finds after a crash; with it, the journal is all records, shortened by `compact` now and then.
 *
 * **What is asked.** n is from 1 to 5, f is the largest minority, and e = min(f, ⌈(f + 1) / 2⌉), as in the original. A client asks any replica, which coordinates; the
 * answer is sent when the command has been executed there. All replicas execute commands that interfere in the same order, and what
 * was answered comes before what interferes and is asked for later. What is executed stays so while a replica is up. A command takes effect once, however often it is asked for:
 * a client numbers its commands, and a number that is not greater than that of its last one that was executed takes no effect
 * any more. Its commands are put in order like those that interfere; the result counts what interferes by `interfere` alone. The last one that comes again is answered as before, one before that not at all; nobody is told what is not so. It may be
 * answered by the replica that was asked first, by the one that was asked last, or by both.
 *
 * **How fast.** When all is well, messages take the same time, and nothing that interferes is under way, a client is answered after one round trip, also where
 * e replicas are down; after two and a half when some interfere, as it must hear what others have decided. What goes around for a command
 * is no more than about six messages for each other replica; what a message holds does not grow with the number of commands. When nothing is to be
 * done, replicas may tell each other what they know: a replica sends no more than twenty messages a second then, to all others together.
 *
 * **What it endures.** When all is well a message takes up to 40 ms, and a record is durable within 5. In trouble messages are
 * lost, come twice, and take 200 ms or some seconds; links break, and replicas crash and come back with what they have saved; a majority is up in the end, and within four
 * seconds after the last fault all is answered, and all who are up have executed it. A minority may be gone for good, the coordinators of
 * instances among them: these are recovered, and become what they may have been, or no-ops, whose coordinators ask again if they are
 * there. Whoever has missed what was decided learns of it, also when nobody asks for anything.
 *
 * **Part 10** is about what goes on for long: with `checkpointEvery` what is executed is forgotten, the number of instances that are kept stays within a few times
 * that, also in what is saved, and whoever asks for something that is forgotten gets a snapshot. Then storms in which all of that happens, larger clusters, and the conformance suite of
 * replicated logs, where all commands interfere.
 *
 * Here are messages, timers and records to begin with. You may change all but the requests of clients.
 *
 * @module
 */

import {
  type Ballot,
  type Dependencies,
  type Id,
  type Message as Told,
  type Objection,
  type Protocol,
  type Request,
  todo,
  type WholeEPaxos,
  type WholeSetting,
  type WholeView,
} from "./given.ts";

/** What is decided in an instance: a request, a checkpoint, or null, which does nothing. */
export type Value = Request | { readonly type: "checkpoint" } | null;

/** What is to be agreed on. EPaxos* has no sequence numbers: inside a component the places order. */
export interface Proposal {
  readonly value: Value;
  readonly dependencies: Dependencies;
}

/** What replicas say to each other: what stands in vocabulary.ts, about these proposals, and what EPaxos* adds. */
export type Message =
  | Request
  | Told<Proposal, Pick<Proposal, "dependencies">>
  /** Whoever recovers → those who have promised: this may have been decided at once. What contradicts it? */
  | {
    readonly type: "validate";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly proposal: Proposal;
  }
  /** A replica → whoever recovers: I know of it from now on, and these contradict it. */
  | {
    readonly type: "validateReply";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly against: readonly Objection[];
  }
  /** Whoever recovers → all others: I wait for what others become, and so many support mine. */
  | { readonly type: "waiting"; readonly id: Id; readonly support: number }
  /** To another one, now and then: of each row I know what is decided up to this slot. */
  | { readonly type: "status"; readonly decided: Dependencies }
  /** To whoever lacks what is forgotten. */
  | { readonly type: "install"; readonly snapshot: unknown };

/** What a replica waits for. */
export type Timer =
  | { readonly type: "retry"; readonly key: string }
  | { readonly type: "status" };

/** What it saves. */
export interface Saved {
  readonly id: Id;
}

/** What it knows. */
export interface State {
  rows: Map<number, Proposal>[];
}

/** Your EPaxos. Its type is said here, so that the compiler knows what your handlers are given. */
function replica(
  _setting: WholeSetting,
): Protocol<State, Message, Timer, Saved> & { view(s: State): WholeView } {
  return todo("parts 9 and 10, EPaxos");
}

export const epaxos: WholeEPaxos = replica;

/** The same EPaxos is judged twice: whether replicas agree, and what it endures. */
export { epaxos as agrees, epaxos as endures };
