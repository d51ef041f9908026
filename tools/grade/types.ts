/** Whether the files of an exercise compile. @module */

/** What `deno check` says about an exercise; nothing when it compiles. */
export async function typeErrors(root: string, slug: string): Promise<string | undefined> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", `exercises/${slug}/subject.ts`],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const here = new URL(`file://${root}/`).href;
  return new TextDecoder().decode(stderr)
    .replaceAll(here, "")
    .replace(/\n+Stack backtrace:[\s\S]*$/, "")
    .replace(/\n+error: Type checking failed\.[\s\S]*$/, "")
    .trim();
}
