/** Traitors that are asked for the state by a replica which was away. @module */

import type { NodeId, Protocol } from "../../../model/protocol.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import { meddler, type Surroundings } from "../adversaries.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import { digestOf } from "../pages.ts";
import { type Options, withDefaults } from "../settings.ts";
import type { State } from "../state.ts";

/**
 * Says that the state is one in which nothing was done, once by a page that is not what its digest says, and once by a
 * checkpoint that it alone has signed.
 */
export function emptier(
  protocol: Protocol<State, Message, Timer, Saved>,
  around: Surroundings,
  options: Options,
): Treason<Message> {
  const hotstuff = withDefaults(options), empty = hotstuff.machine.init();
  return meddler(protocol, around, (to, message, self) => {
    if (message.type !== "offer") return [[to, message]];
    const { stable: { statement }, digests } = message;
    const page = (digest: string): readonly [NodeId, Message] => [
      to,
      { type: "page", digest, content: empty },
    ];
    const wrong = digestOf(hotstuff, empty), forged = [digests[0]!, wrong];
    const stable = {
      signers: [self],
      statement: { ...statement, state: digestOf(hotstuff, forged) },
    };
    return [
      [to, { type: "offer", stable, digests: forged }],
      page(wrong),
      [to, message],
      page(digests[1]!),
    ];
  });
}

/** Offers the state, and gives no page of it. */
export function miser(
  protocol: Protocol<State, Message, Timer, Saved>,
  { others, proxies }: Surroundings,
): Treason<Message> {
  return puppet(protocol, {
    faces: [[...others, ...proxies]],
    deceits: [{ kind: "silence", of: { type: "page" } }],
  });
}
