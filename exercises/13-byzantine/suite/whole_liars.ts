/** Liars who know HotStuff. @module */

import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { twisted } from "hb/security/adversary/twisted.ts";
import type { Treason } from "hb/security/adversary/traitors.ts";
import { sign } from "hb/security/identity/signed.ts";
import type { Block, Request } from "../given.ts";
import type { AnyProtocol, Message, Node } from "./whole_subject.ts";

type Liar = (honest: AnyProtocol) => Treason<Message>;

const liar = <M>(
  memory: () => M,
  say: (to: NodeId, message: Message, memory: M, self: NodeId) => readonly Message[],
): Liar =>
(honest) => twisted<Node, Message, Tagged, unknown, M>(honest, { memory, say });

/** A leader who proposes one block to the one half, and another to the other. */
export const equivocates: Liar = liar(() => null, (to, message) => {
  if (message.type !== "proposal" || to % 2 === 0) return [message];
  const { block } = message;
  const other: Block = { ...block, commands: block.commands.slice(1) };
  return [{ ...message, block: other }];
});

/** A leader who proposes both blocks to all. */
export const proposesTwice: Liar = liar(() => null, (to, message) => {
  if (message.type !== "proposal") return [message];
  const { block } = message, other = { ...message, block: { ...block, commands: [] } };
  return to % 2 === 0 ? [message, other] : [other, message];
});

/** A leader who never leads. */
export const fallsSilent: Liar = liar(
  () => null,
  (_, message) => message.type === "proposal" || message.type === "certified" ? [] : [message],
);

/** A leader who tells nobody of the last certificate, and proposes to all but one. */
export const leavesOut: Liar = liar(
  () => null,
  (to, message) =>
    message.type === "certified" || message.type === "proposal" && to === 2 ? [] : [message],
);

/** A leader who puts what nobody has asked for into each block. */
export const invents: Liar = liar(() => null, (_, message, __, self) => {
  if (message.type !== "proposal") return [message];
  const { block } = message;
  const made = {
    kind: "request",
    cluster: "hotstuff",
    timestamp: block.view,
    command: "mine",
  } as const;
  const commands = [...block.commands, sign<Request>({ self }, made)];
  return [{ ...message, block: { ...block, commands } }];
});

/** A replica that tells clients that nothing was done before. */
export const liesToClients: Liar = liar(
  () => null,
  (_, message) => message.type === "reply" ? [{ ...message, result: 1 }] : [message],
);

/** A replica that wants another leader whenever it says anything. */
export const restless: Liar = liar(() => null, (_, message, __, self) => {
  if (message.type !== "vote" && message.type !== "wish") return [message];
  const view = message.type === "vote" ? message.vote.statement.view : message.wish.statement.wish;
  const wish = sign({ self }, { kind: "wish", cluster: "hotstuff", wish: view + 4 } as const);
  const high = {
    signers: [],
    statement: { kind: "vote", cluster: "hotstuff", view: 0, block: "genesis" },
  } as const;
  return [message, { type: "wish", wish, high, entrance: null }];
});

/** A replica that sends other blocks than it is asked for. */
export const wrongBlocks: Liar = liar(
  () => null,
  (_, message) =>
    message.type === "block"
      ? [{ ...message, block: { ...message.block, commands: [] } }]
      : [message],
);
