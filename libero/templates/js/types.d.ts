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
