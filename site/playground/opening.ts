/// <reference lib="dom" />
/** What both forms of the playground share. @module */

import type { Player } from "./player.ts";
import type { Linked } from "./link.ts";

/** How a playground begins. */
export interface Opening extends Linked {
  /** The reader wants little motion. */
  readonly isCalm: boolean;
  /** Why the address could not be read. */
  readonly refusal: string | undefined;
  /** The session was given: it is shown as it was left. */
  readonly isLinked: boolean;
}

/** Lets time pass only while the playground is in sight; returns what ends that. */
export function playInSight(
  root: HTMLElement,
  player: Player,
  begins: boolean,
): () => void {
  let resumes = begins;
  const observer = new IntersectionObserver((entries) => {
    const isSeen = entries.at(-1)!.isIntersecting;
    if (isSeen && resumes) {
      resumes = false;
      player.play();
    } else if (!isSeen && player.isPlaying) {
      resumes = true;
      player.pause();
    }
  });
  observer.observe(root);
  return () => observer.disconnect();
}
