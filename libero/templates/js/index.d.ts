import type * as libero from "{{ runtime_types }}";
export { LiberoError } from "{{ runtime_types }}";

/** The hash of the contract that this SDK was generated from. */
export declare const contractHash: string;

/** Connects to a server; calls use the client that was made last, unless they are given another. */
export declare function connect(options: libero.ConnectOptions): libero.Client;
{% for ty in types %}
{{ ty.docs }}
{%- if ty.is_interface -%}
export interface {{ ty.name }}{{ ty.generics }} {
{%- if !ty.body.is_empty() %}
{{ ty.body }}
{%- endif %}}
{% else -%}
export type {{ ty.name }}{{ ty.generics }} ={{ ty.body }};
{% endif %}
{%- endfor %}
{%- for call in endpoints %}
{{ call.docs -}}
export declare function {{ call.name }}(
{%- if !call.message.is_empty() %}
  message: {{ call.message }},
{%- endif %}
  options?: libero.CallOptions,
): libero.Call<{{ call.ok }}, {{ call.err }}>;
{% endfor %}
{%- for push in pushes %}
{{ push.docs -}}
export declare function {{ push.name }}(
  options?: libero.WatchOptions,
): libero.Pushes<{{ push.ty }}>;
{% endfor %}
//# sourceMappingURL=index.d.ts.map
