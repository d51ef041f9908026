/** Notices that files were saved. @module */

/** Editors save in several steps; this long nothing may happen before it counts as one. */
const QUIET_MS = 120;

/** Calls `saved` after files below `folder` were written, once for each time; gives what ends it. */
export function watchFolder(folder: string, saved: () => void): () => void {
  const watcher = Deno.watchFs(folder, { recursive: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  (async () => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || !paths.some(isSource)) continue;
      clearTimeout(timer);
      timer = setTimeout(saved, QUIET_MS);
    }
  })();
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Editors write backups and locks beside a file, which are no answers. */
export function isSource(path: string): boolean {
  const name = path.replace(/^.*[/\\]/, "");
  return name.endsWith(".ts") && !/^[.#]/.test(name);
}
