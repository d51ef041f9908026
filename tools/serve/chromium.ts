/** Finds the browser that looks at the book. @module */

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The path of a Chromium: what CHROMIUM names, or the first on the PATH; nothing if there is none. */
export async function findChromium(): Promise<string | undefined> {
  const named = Deno.env.get("CHROMIUM");
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const candidates = named !== undefined && named !== ""
    ? [named]
    : NAMES.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  for (const path of candidates) {
    try {
      if ((await Deno.stat(path)).isFile) return path;
    } catch {
      // Not this one.
    }
  }
}
