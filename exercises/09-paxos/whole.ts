/**
 * Parts 10 and 11. Multi-Paxos from an empty page. There is nothing around this file but the simulator.
 *
 * What a server is, is yours: its state (plain data: numbers, texts, arrays, records, Maps and Sets), its messages, its
 * timers, and what it saves. `WholeSetting`, `WholeView`, `Request` and `Answer` in `given.ts` say what is asked of it
 * from outside. A protocol is
 *
 *     {
 *       start(io, journal) → state                     // at its birth, and after a crash with what it had saved
 *       upon: { someMessage(state, message, io) {} }   // a handler for each type of message; message.from sent it
 *       after: { someTimer(state, timer, io) {} }      // a handler for each type of timer
 *       compact?(journal) → journal                    // a shorter one that starts the same; see below
 *       view(state) → what a server shows of itself
 *     }
 *
 * and `io` is the world: `self`, `peers` (all servers, members or not), `send(to, message)`, `answer(client, answer)`,
 * `wait(ms, timer)` (in place of the pending one of that type), `cancel(type)`, `save(record)`, and `choose(n)` for all
 * chance. What a step saves is durable before anything that it sends leaves. Without `compact` the last record is
 * all that a server finds after a crash; with it, the journal is all records, shortened by `compact` now and then.
 *
 * More than half of the members of a slot decide it, in either phase. When all is well a message takes up to 40 ms between
 * servers, and a record is durable within 25. In trouble messages are lost, come twice, and take 200 ms or some seconds, also
 * those that a server sends to itself; what arrives may be of an election that is long over. Clients ask any server, and
 * another one when they have no answer after 200 ms; a server that does not lead passes a request on (any server may answer
 * any client), or says nothing. As long as all members can hear a leader it goes on to lead, whatever those do who are
 * members no more; within three seconds after a fault everything goes on.
 *
 * **Sessions.** A client opens a session, whose number is the answer, and stamps its requests with it. A server remembers the
 * answers of executed requests, so that one that comes again takes no effect and is answered as before. There may be several
 * under way, which overtake each other, so the last answer is not enough; nor can all be kept for ever. Therefore a stamp
 * says `lowest`: the answers to requests below it may be forgotten, and if one of these comes again, late, nothing is done. A
 * request whose stamp names a session that has not been opened is not executed, and when that is sure its client is told so
 * (`ok: false`).
 *
 * **Snapshots and phase 1.** Whoever has put a snapshot in the place of slots has no votes of them to tell, and that must not
 * look as if there had been none. So a promise says up to which slot its sender has executed, and nobody proposes in a slot
 * that somebody who has promised has executed: what is decided there is fetched. If whoever could tell it is gone, others may
 * have executed it, or some of it, so the cluster must not wait for one server. This is `executed` in `promise`; in `accept`
 * it says what the leader knows to be decided.
 *
 * **Members.** A change of members that a leader is asked for in slot i holds from slot i + α on, no earlier and no later. It is
 * answered when it is executed, as other requests are. If nothing else is asked, no-ops get there. In each slot its own members
 * count, for promises as for votes, also while a later one is open. A leader that is no member of the next slot any more tells
 * the members what is decided, and ceases to lead. Who has been removed does not stand for election; who has not heard of it,
 * and stands, is told what is decided instead of being promised anything.
 *
 * **Bounds.** There is no snapshot before `snapshotEvery` more slots have been executed. Beside the texts of commands nothing
 * that a server keeps grows for ever: answers below a client's `lowest` are forgotten, and so are members of slots that are over.
 *
 * Here are messages, timers and records to begin with. You may change all but the messages of clients.
 *
 * @module
 */

import {
  type Ballot,
  type Protocol,
  type Request,
  todo,
  type WholePaxos,
  type WholeSetting,
  type WholeView,
} from "./given.ts";

/** What is decided in a slot: requests that are executed one after another, none in a no-op. */
export type SlotValue = readonly Request[];

/** A vote in a slot. */
export interface Voted {
  readonly slot: number;
  readonly ballot: Ballot;
  readonly value: SlotValue;
}

/** What servers say to each other. */
export type Message =
  | Request
  | { readonly type: "forward"; readonly request: Request; readonly address: number }
  | { readonly type: "prepare"; readonly ballot: Ballot; readonly first: number }
  | {
    readonly type: "promise";
    readonly ballot: Ballot;
    readonly votes: readonly Voted[];
    readonly executed: number;
  }
  | {
    readonly type: "accept";
    readonly ballot: Ballot;
    readonly first: number;
    readonly values: readonly SlotValue[];
    readonly executed: number;
  }
  | {
    readonly type: "accepted";
    readonly ballot: Ballot;
    readonly first: number;
    readonly count: number;
  }
  | { readonly type: "nack"; readonly ballot: Ballot; readonly promised: Ballot }
  | { readonly type: "fetch"; readonly executed: number }
  | { readonly type: "learn"; readonly decided: readonly Voted[] }
  | { readonly type: "install"; readonly snapshot: unknown };

/** What a server waits for. */
export type Timer = { readonly type: "election" } | { readonly type: "heartbeat" };

/** What it saves. */
export interface Saved {
  readonly promised: Ballot;
}

/** What it knows. */
export interface State {
  promised: Ballot;
}

/** Your Multi-Paxos. Its type is said here, so that the compiler knows what your handlers are given. */
function server(
  _setting: WholeSetting,
): Protocol<State, Message, Timer, Saved> & { view(s: State): WholeView } {
  return todo("parts 10 and 11, Multi-Paxos");
}

export const paxos: WholePaxos = server;

/** The same Multi-Paxos is judged twice: whether it decides, and what it endures. */
export { paxos as decides, paxos as endures };
