const endpoints = [
{%- for call in endpoints %}
  ["{{ call.name }}", {{ call.full_name }}, "{{ call.hash }}"],
{%- endfor %}
];

const pushes = [
{%- for push in pushes %}
  ["{{ push.name }}", {{ push.full_name }}, "{{ push.hash }}"],
{%- endfor %}
];

const stale = (own, theirs) => own.filter(([, name, hash]) => theirs[name] !== hash).map(([name]) => name);

export function staleFunctions(server) {
  return [...stale(endpoints, server.endpoints), ...stale(pushes, server.pushes)];
}
