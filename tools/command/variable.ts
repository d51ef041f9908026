/** A variable of the environment, as far as it may be looked at. @module */

/** Its value; nothing where it is not set, or where the process has no right to know. */
export function variable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
