
interface liberoCalls {
{%- for call in endpoints %}
  {{ call.path }}: {
    request: {% if call.message.is_empty() %}{}{% else %}{{ call.message }}{% endif %};
    ok: {{ call.ok }};
    err: {{ call.err }};
  };
{%- endfor %}
}

interface liberoPushes {
{%- for push in pushes %}
  {{ push.full_name }}: {{ push.ty }};
{%- endfor %}
}

// Nothing but what says so is exported.
export {};
