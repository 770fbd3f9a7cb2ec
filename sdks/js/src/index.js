export { call, open } from "./client.js";
export { LiberoError } from "./errors.js";
export { etf } from "./etf.js";
export { http } from "./http.js";
export { json } from "./json.js";
export { watch } from "./push.js";
export { webSocket } from "./websocket.js";
