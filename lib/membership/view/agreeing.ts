/** How the members of a view agree on its ending: by one instance of Paxos among them, nested in this protocol. @module */

import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import type {
  Message as PaxosMessage,
  PaxosIo,
  Saved as PaxosSaved,
  Timer as PaxosTimer,
} from "../../consensus/paxos/messages.ts";
import { paxos } from "../../consensus/paxos/paxos.ts";
import { clone } from "../../model/clone.ts";
import { nested } from "../../model/nested.ts";
import type { From, Handlers, Io, Protocol } from "../../model/protocol.ts";
import type { State as PaxosState } from "../../consensus/paxos/state.ts";
import { concludes } from "./installing.ts";
import type { Ending } from "./ending.ts";
import type { Message, Timer, ViewIo } from "./messages.ts";
import { hear, isFromMember, type Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { nodesOf } from "./view.ts";

type Consensus = Protocol<PaxosState, PaxosMessage, PaxosTimer, PaxosSaved>;

/** What a member does for the consensus. */
export function agreeing<A, P>(setup: Setup<A, P>): {
  readonly upon: Pick<Handlers<State<A, P>, Message<P>, From, ViewIo<P>>, "agree">;
  readonly after: Pick<Handlers<State<A, P>, Timer, unknown, ViewIo<P>>, "agree">;
} {
  return {
    upon: {
      agree(s, envelope, io) {
        if (!isFromMember(s, envelope)) return;
        const { from, message } = envelope;
        hear(setup, s, from, io);
        decideBy(
          setup,
          s,
          io,
          (consensus, inner) => receive(consensus, s.agreement, { ...message, from }, inner),
        );
      },
    },
    after: {
      agree(s, _, io) {
        if (s.phase !== "member") return;
        decideBy(
          setup,
          s,
          io,
          (consensus, inner) => consensus.after!.retry(s.agreement, { type: "retry" }, inner),
        );
      },
    },
  };
}

/** Proposes how the view ends. */
export function propose<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  ending: Ending<P>,
  io: ViewIo<P>,
): void {
  if (!setup.rules.agrees) return concludes(setup, s, ending, io);
  decideBy(setup, s, io, (consensus, inner) => {
    const value = textOf(ending);
    receive(consensus, s.agreement, { type: "propose", value, from: io.self }, inner);
  });
}

/** Takes a step of the consensus, and those that follow from what this member tells itself. */
function decideBy<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  io: ViewIo<P>,
  act: (consensus: Consensus, inner: PaxosIo) => void,
): void {
  const { settings: { agree, durable }, rules } = setup;
  const { number, members } = s.view, own: PaxosMessage[] = [];
  const inner: PaxosIo = nested<PaxosMessage, PaxosTimer, PaxosSaved>(io as Io<never>, {
    peers: nodesOf({ number, members }),
    send(to, message) {
      if (to === io.self) own.push(clone(message));
      else io.send(to, { type: "agree", view: number, message });
    },
    answer() {},
    wait: (delayMs) => io.wait(delayMs, { type: "agree" }),
    cancel: () => io.cancel("agree"),
    save(saved) {
      if (durable) io.save({ type: "agree", saved });
    },
  });
  const quorums: Parameters<typeof paxos>[0] = {
    ...agree,
    quorums: (nodes) => rules.quorums(nodes, io.peers),
    learners: "the proposer",
  };
  const consensus = paxos(quorums);
  act(consensus, inner);
  for (let message = own.shift(); message !== undefined; message = own.shift()) {
    receive(consensus, s.agreement, { ...message, from: io.self }, inner);
  }
  const { decided } = s.agreement;
  if (decided !== null) concludes(setup, s, endingIn(decided), io);
}

function receive(
  consensus: Consensus,
  s: PaxosState,
  message: PaxosMessage & From,
  inner: PaxosIo,
): void {
  const handle = consensus.upon[message.type] as (
    s: PaxosState,
    message: PaxosMessage & From,
    io: PaxosIo,
  ) => void;
  handle(s, message, inner);
}

/** An ending as the text that Paxos decides: one letter for each byte. */
export function textOf<P>(ending: Ending<P>): string {
  return Array.from(encodePlain(ending), (byte) => String.fromCharCode(byte)).join("");
}

/** The ending that a text says. */
export function endingIn<P>(text: string): Ending<P> {
  return decodePlain(Uint8Array.from(text, (letter) => letter.charCodeAt(0))) as unknown as Ending<
    P
  >;
}
