/** Reads a session of whatever protocol, which is fetched for it. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { decodeSession, protocolIn } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import type { Session } from "./session.ts";

/** A session, and the protocol that its nodes run. */
export interface Read {
  /** What that protocol has brought. */
  readonly kit: AnyPlaygroundKit;
  /** The session. */
  readonly session: Session;
}

/** The session of a text; fails in plain words unless it can be read and played. */
export async function readSession(text: string): Promise<Read> {
  const kit = await playgroundKit(protocolIn(text));
  return { kit, session: decodeSession(text, kit) };
}
