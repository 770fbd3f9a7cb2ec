import { open } from "{{ runtime }}client.js";
import { {{ codec }} } from "{{ runtime }}{{ codec }}.js";
import { {{ transport }} } from "{{ runtime }}{{ transport_file }}.js";
import { sdk } from "./sdk.js";

export * from "./calls/{{ codec }}.js";

export function connect(options) {
  return open(sdk, options, { codecs: [{{ codec }}], {{ transport }} });
}
