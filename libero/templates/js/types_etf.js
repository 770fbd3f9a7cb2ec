{% for ty in types -%}
{% if ty.has_constants() %}
{% for variant in ty.variants -%}
{% if variant.fields.is_empty() -%}
const {{ variant.constant }} = /* @__PURE__ */ Object.freeze({ type: {{ variant.name }} });
{% endif -%}
{% endfor -%}
{% endif %}
export function encode{{ ty.name }}(value{% for writer in ty.writers %}, {{ writer }}{% endfor %}) {
{%- if ty.is_names || ty.is_union %}
{%- if ty.is_names %}
  switch (value) {
{%- else %}
  switch (w.tagOf(value, "{{ ty.name }}")) {
{%- endif %}
{%- for variant in ty.variants %}
    case {{ variant.name }}:
{%- if variant.fields.is_empty() %}
      w.unit({{ variant.hash }});
{%- else %}
{%- if !variant.check.is_empty() %}
      {{ variant.check }}
{%- endif %}
      w.head({{ variant.count }}, {{ variant.hash }}, {{ variant.labels }});
{%- if ty.is_recursive %}
      w.enter();
{%- endif %}
{%- for field in variant.fields %}
      {{ field.write_etf }};
{%- endfor %}
{%- if ty.is_recursive %}
      w.leave();
{%- endif %}
{%- endif %}
      break;
{%- endfor %}
    default:
      throw w.unknown({% if ty.is_names %}value{% else %}value.type{% endif %}, "{{ ty.name }}");
  }
{%- else %}
{%- for variant in ty.variants %}
{%- if !variant.check.is_empty() %}
  {{ variant.check }}
{%- endif %}
{%- if variant.fields.is_empty() %}
  w.unit({{ variant.hash }});
{%- else %}
  w.head({{ variant.count }}, {{ variant.hash }}, {{ variant.labels }});
{%- if ty.is_recursive %}
  w.enter();
{%- endif %}
{%- for field in variant.fields %}
  {{ field.write_etf }};
{%- endfor %}
{%- if ty.is_recursive %}
  w.leave();
{%- endif %}
{%- endif %}
{%- endfor %}
{%- endif %}
}

export function decode{{ ty.name }}({{ ty.readers.join(", ") }}) {
{%- if ty.is_names || ty.is_union %}
  r.variant();
{%- for variant in ty.variants %}
  if (r.is({{ variant.count }}, {{ variant.hash }}, {{ variant.labels }})) {
{%- if ty.is_names %}
    return {{ variant.name }};
{%- else if variant.fields.is_empty() %}
    return {{ variant.constant }};
{%- else if ty.is_recursive %}
    r.enter();
    const value = {{ variant.read_etf }};
    r.leave();
    return value;
{%- else %}
    return {{ variant.read_etf }};
{%- endif %}
  }
{%- endfor %}
  throw r.unknown({{ ty.full_name }});
{%- else %}
{%- for variant in ty.variants %}
  r.record({{ variant.count }}, {{ variant.hash }}, {{ variant.labels }}, {{ ty.full_name }});
{%- if ty.is_recursive %}
  r.enter();
  const value = {{ variant.read_etf }};
  r.leave();
  return value;
{%- else %}
  return {{ variant.read_etf }};
{%- endif %}
{%- endfor %}
{%- endif %}
}
{% endfor %}
