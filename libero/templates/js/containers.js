{%- for list in lists %}

function {{ list.name }}() {
  const length = r.listLength();
  if (length < 0) return r.byteList({{ list.item }});
  const items = new Array(length);
  for (let i = 0; i < length; i++) items[i] = {{ list.read }};
  if (length > 0) r.listEnd();
  return items;
}
{%- endfor %}
{%- for dict in dicts %}

function {{ dict.name }}(value) {
  const from = w.dictHead(value);
  let last;
  for (const [key, it] of value) {
    if (!w.{{ dict.is_next }}(last, key)) return w.inOrder(value, from, {{ dict.key }}, {{ dict.value }});
    {{ dict.write_key }};
    {{ dict.write_value }};
    last = key;
  }
}
{%- endfor %}
