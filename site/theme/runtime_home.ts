/** Where the files lie that run cells and judge exercises: a folder for each build of the book. @module */

import { withBase } from "vitepress";

/** The address of that folder, without a slash at its end. */
export function runtimeHome(): string {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="hb-runtime"]')?.content;
  return new URL(withBase(`/${folder}`), location.href).href;
}
