import { call as $call{% if is_index %}, open as $open{% endif %} } from "{{ runtime }}client.js";
{%- if is_index %}
import { etf as $etfCodec } from "{{ runtime }}etf.js";
import { http as $http } from "{{ runtime }}http.js";
import { json as $jsonCodec } from "{{ runtime }}json.js";
import { webSocket as $webSocket } from "{{ runtime }}websocket.js";
{%- endif %}
{%- if etf %}
import * as $etfRead from "{{ runtime }}etf-read.js";
import * as $etfWrite from "{{ runtime }}etf-write.js";
{%- endif %}
{%- if json %}
import * as $jsonRead from "{{ runtime }}json-read.js";
import * as $jsonWrite from "{{ runtime }}json-write.js";
{%- endif %}
{%- if !pushes.is_empty() %}
import { watch as $watch } from "{{ runtime }}push.js";
{%- endif %}
{%- if etf %}
import * as $etf from "{{ root }}/codecs/etf.js";
{%- endif %}
{%- if json %}
import * as $json from "{{ root }}/codecs/json.js";
{%- endif %}
import { sdk as $sdk } from "{{ root }}/sdk.js";

export { LiberoError } from "{{ runtime }}errors.js";
export { contractHash } from "{{ root }}/sdk.js";
export { staleFunctions } from "{{ root }}/stale.js";
{% if is_index %}
export function connect(options) {
  return $open($sdk, options, {
    codecs: [$etfCodec, $jsonCodec],
    http: $http,
    webSocket: $webSocket,
  });
}
{% endif %}
{%- for call in endpoints %}
const {{ call.name }}$ = {
  module: {{ call.module }},
  name: {{ call.function }},
  hash: "{{ call.hash }}",
  readOnly: {{ call.read_only }},
{%- if etf %}
  etf: {
    encode: {{ call.etf.encode }},
    ok: {{ call.etf.ok }},
    err: {{ call.etf.err }},
  },
{%- endif %}
{%- if json %}
  json: {
    encode: {{ call.json.encode }},
    ok: {{ call.json.ok }},
    err: {{ call.json.err }},
  },
{%- endif %}
};
{% if call.message.is_empty() %}
export function {{ call.name }}(options) {
  return $call($sdk, {{ call.name }}$, {}, options);
}
{% else %}
export function {{ call.name }}(message, options) {
  return $call($sdk, {{ call.name }}$, message, options);
}
{% endif %}
{%- endfor %}
{%- for push in pushes %}
const {{ push.name }}$ = {
  module: {{ push.module }},
  type: {{ push.full_name }},
  hash: "{{ push.hash }}",
  hashes: [{{ push.hashes.join(", ") }}],
{%- if etf %}
  etf: $etf.{{ push.decode }},
{%- endif %}
{%- if json %}
  json: $json.{{ push.decode }},
{%- endif %}
};

export function {{ push.name }}(options) {
  return $watch($sdk, {{ push.name }}$, options);
}
{% endfor %}
