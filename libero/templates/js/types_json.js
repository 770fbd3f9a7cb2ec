{% for ty in types -%}
{% if ty.has_constants() %}
{% for variant in ty.variants -%}
{% if variant.fields.is_empty() -%}
const {{ variant.constant }} = /* @__PURE__ */ Object.freeze({ type: {{ variant.name }} });
{% endif -%}
{% endfor -%}
{% endif %}
{% if ty.is_names -%}
export function encode{{ ty.name }}(value, order) {
  switch (value) {
{%- for variant in ty.variants %}
    case {{ variant.name }}:
      return order ? {{ variant.hash_text }} : {{ variant.json_open }} + {{ variant.json_close }};
{%- endfor %}
    default:
      throw w.unknown(value, "{{ ty.name }}");
  }
}
{% else -%}
export function encode{{ ty.name }}(value{% for writer in ty.writers %}, {{ writer }}{% endfor %}) {
{%- if ty.is_union %}
  switch (w.tagOf(value, "{{ ty.name }}")) {
{%- for variant in ty.variants %}
    case {{ variant.name }}:
{%- if !variant.check.is_empty() %}
      {{ variant.check }}
{%- endif %}
      return (
        {{ variant.json_open }} +
{%- for field in variant.fields %}
{%- if !field.json_prefix.is_empty() %}
        {{ field.json_prefix }} +
{%- endif %}
        {{ field.write_json }} +
{%- endfor %}
        {{ variant.json_close }}
      );
{%- endfor %}
    default:
      throw w.unknown(value.type, "{{ ty.name }}");
  }
{%- else %}
{%- for variant in ty.variants %}
{%- if !variant.check.is_empty() %}
  {{ variant.check }}
{%- endif %}
  return (
    {{ variant.json_open }} +
{%- for field in variant.fields %}
{%- if !field.json_prefix.is_empty() %}
    {{ field.json_prefix }} +
{%- endif %}
    {{ field.write_json }} +
{%- endfor %}
    {{ variant.json_close }}
  );
{%- endfor %}
{%- endif %}
}
{% endif %}
export function decode{{ ty.name }}(value{% for reader in ty.readers %}, {{ reader }}{% endfor %}) {
{%- if ty.is_names || ty.is_union %}
  switch (r.variant(value, {{ ty.full_name }})) {
{%- for variant in ty.variants %}
    case {{ variant.name }}: {
{%- if variant.fields.is_empty() %}
      r.fieldless(value);
      return {% if ty.is_names %}{{ variant.name }}{% else %}{{ variant.constant }}{% endif %};
{%- else if variant.is_labelled %}
      const fields = r.labelled(value, [{{ variant.label_list }}]);
      return {{ variant.read_json }};
{%- else %}
      const fields = r.unlabelled(value, {{ variant.count }});
      return {{ variant.read_json }};
{%- endif %}
    }
{%- endfor %}
    default:
      throw r.unknown(value, {{ ty.full_name }});
  }
{%- else %}
{%- for variant in ty.variants %}
  r.record(value, {{ ty.full_name }}, {{ variant.name }});
{%- if variant.fields.is_empty() %}
  r.fieldless(value);
{%- else if variant.is_labelled %}
  const fields = r.labelled(value, [{{ variant.label_list }}]);
{%- else %}
  const fields = r.unlabelled(value, {{ variant.count }});
{%- endif %}
  return {{ variant.read_json }};
{%- endfor %}
{%- endif %}
}
{% endfor %}
