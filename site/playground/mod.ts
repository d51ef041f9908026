/// <reference lib="dom" />
/** The playground: a cluster that runs in the page, to be broken there. @module */

import "./style.css";
import { playgroundKit } from "../../lib/laboratory/playground/kits.ts";
import { newSession } from "../../lib/laboratory/playground/session.ts";
import { isLink, readLink } from "./link.ts";
import { openLarge } from "./large.ts";
import type { Opening } from "./opening.ts";
import { openSmall } from "./small.ts";

/** How a playground is opened. */
export interface PlaygroundOptions {
  /** The protocol of a new session; default: Raft. */
  readonly protocol?: string;
  /** The text of a session to begin with, where the address asks for none. */
  readonly session?: string;
  /** Only the ring and a few buttons. */
  readonly small?: boolean;
  /** Where the whole playground is, for the small one. */
  readonly home?: string;
}

/** A playground on a page. */
export interface Opened {
  /** Takes it off the page. */
  close(): void;
}

/**
 * Opens a playground in `root`, once the code of its protocol is there. When the address asks for another session,
 * it shows that one.
 */
export async function openPlayground(
  root: HTMLElement,
  options: PlaygroundOptions = {},
): Promise<Opened> {
  let opened = openAt(root, options, await openingOf(options));
  /** Counts the addresses that were asked for: what another one has overtaken is not shown. */
  let asked = 0;
  const onHash = async () => {
    if (!isLink(location.hash)) return;
    const mine = ++asked;
    const opening = await openingOf(options);
    if (mine !== asked) return;
    opened.close();
    opened = openAt(root, options, opening);
  };
  const listener = () => void onHash();
  addEventListener("hashchange", listener);
  return {
    close() {
      asked++;
      removeEventListener("hashchange", listener);
      opened.close();
    },
  };
}

/** What is shown at first: what the address asks for, or what the page does. */
async function openingOf({ session, protocol = "raft" }: PlaygroundOptions): Promise<Opening> {
  const given = session === undefined ? undefined : `#play=${session}`;
  const link = isLink(location.hash) ? location.hash : given;
  const asked = link === undefined ? undefined : await readLink(link);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (typeof asked === "object") return { ...asked, isCalm, refusal: undefined, isLinked: true };
  const kit = await playgroundKit(protocol);
  return { session: newSession(kit, 7), kit, at: 0, isCalm, refusal: asked, isLinked: false };
}

function openAt(root: HTMLElement, { small, home }: PlaygroundOptions, opening: Opening): Opened {
  return small
    ? openSmall(root, { ...opening, home: home ?? "playground.html" })
    : openLarge(root, opening);
}
