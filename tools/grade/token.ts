/** The token that tells reports from prints. @module */

/** How many bytes of stdin are the token, before the request: a UUID, as text. */
export const tokenBytes = 36;
