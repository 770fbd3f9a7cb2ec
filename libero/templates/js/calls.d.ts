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
