defmodule LiberoRoot.Http do
  @moduledoc false
  # POST by `:httpc`, with an end to how long it takes and how much is read.

  alias LiberoRoot.Client

  # `:httpc` takes a connection that is there whatever options of `:ssl` it was made with. Where a client has
  # some of its own, each call has a connection of its own.
  @shared :libero_app
  @alone :libero_app_alone
  @etf ~c"application/vnd.libero.etf"
  # By which both ends say which contract they speak.
  @header ~c"libero-contract"

  @typedoc "The status, the hash of the contract that the server speaks where it said so, and the body."
  @type answer ::
          {:ok, status :: pos_integer(), speaks :: String.t() | nil, binary()}
          | {:error, Client.failure()}

  @doc "Opens what `post/3` needs."
  @spec start() :: :ok
  def start do
    for profile <- [@shared, @alone] do
      case :inets.start(:httpc, profile: profile) do
        {:ok, _} -> :ok
        {:error, {:already_started, _}} -> :ok
      end

      # By default calls wait behind others for a connection, however long those take.
      :ok = :httpc.set_options([max_keep_alive_length: 0], profile)
    end

    :ok
  end

  @doc "Closes it."
  @spec stop() :: :ok
  def stop, do: Enum.each([@shared, @alone], &:inets.stop(:httpc, &1))

  @doc "What the server answers to a body."
  @spec post(Client.t(), String.t(), binary()) :: answer()
  def post(client, announced, body) do
    # A process of its own: a late word of `:httpc` reaches nobody else's mailbox.
    {_, monitor} = spawn_monitor(fn -> exit({:shutdown, {:heard, exchange(client, announced, body)}}) end)

    receive do
      {:DOWN, ^monitor, _, _, {:shutdown, {:heard, answer}}} -> answer
      {:DOWN, ^monitor, _, _, reason} -> {:error, offline(client, reason)}
    end
  end

  defp exchange(client, announced, body) do
    more = for {name, value} <- client.headers, do: {to_charlist(name), to_charlist(value)}
    {profile, close} = if client.ssl == [], do: {@shared, []}, else: {@alone, [{~c"connection", ~c"close"}]}
    headers = [{@header, to_charlist(announced)}, {~c"accept", @etf} | close] ++ more
    request = {to_charlist(client.url), headers, @etf, body}
    options = [sync: false, stream: :self, body_format: :binary]
    until = deadline(client.timeout)

    with {:ok, secure} <- secure(client),
         http = [timeout: client.timeout, autoredirect: false] ++ secure,
         {:ok, id} <- :httpc.request(:post, request, http, options, profile) do
      answer = head(client, id, until)
      :httpc.cancel_request(id, profile)
      answer
    else
      {:error, {:offline, _} = failure} -> {:error, failure}
      {:error, reason} -> {:error, offline(client, reason)}
    end
  end

  # What succeeded comes in parts, anything else at once.
  defp head(client, id, until) do
    receive do
      {:http, {^id, :stream_start, headers}} ->
        if stated(headers) > client.limit,
          do: {:error, too_long(client)},
          else: parts(client, id, until, speaks(headers), [], 0)

      {:http, {^id, {{_, status, _}, headers, body}}} ->
        if byte_size(body) > client.limit,
          do: {:error, too_long(client)},
          else: {:ok, status, speaks(headers), body}

      {:http, {^id, {:error, reason}}} ->
        {:error, failed(client, reason)}
    after
      remaining(until) -> {:error, {:timeout, client.timeout}}
    end
  end

  defp parts(client, id, until, speaks, read, size) do
    receive do
      {:http, {^id, :stream, part}} when size + byte_size(part) > client.limit ->
        {:error, too_long(client)}

      {:http, {^id, :stream, part}} ->
        parts(client, id, until, speaks, [read, part], size + byte_size(part))

      {:http, {^id, :stream_end, _}} ->
        {:ok, 200, speaks, IO.iodata_to_binary(read)}

      {:http, {^id, {:error, reason}}} ->
        {:error, failed(client, reason)}
    after
      remaining(until) -> {:error, {:timeout, client.timeout}}
    end
  end

  defp deadline(:infinity), do: :infinity
  defp deadline(timeout), do: System.monotonic_time(:millisecond) + timeout

  defp remaining(:infinity), do: :infinity
  defp remaining(until), do: max(0, until - System.monotonic_time(:millisecond))

  defp speaks(headers), do: text(headers, @header)

  defp stated(headers) do
    case Integer.parse(text(headers, ~c"content-length") || "") do
      {length, ""} -> length
      _ -> 0
    end
  end

  defp text(headers, name) do
    with {_, value} <- List.keyfind(headers, name, 0), do: to_string(value)
  end

  defp too_long(client), do: {:malformed, "the answer has more than #{client.limit} bytes"}

  defp failed(client, :timeout), do: {:timeout, client.timeout}
  defp failed(client, reason), do: offline(client, reason)

  defp offline(client, reason), do: {:offline, "#{client.url}: #{inspect(reason)}"}

  # `:httpc` itself checks no certificates.
  defp secure(%{url: "http://" <> _}), do: {:ok, []}

  defp secure(%{ssl: more}) do
    match = :public_key.pkix_verify_hostname_match_fun(:https)
    options = [verify: :verify_peer, customize_hostname_check: [match_fun: match]]

    with {:ok, trusted} <- trusted(more) do
      {:ok, [ssl: options |> Keyword.merge(trusted) |> Keyword.merge(more)]}
    end
  end

  defp trusted(more) do
    if Enum.any?([:cacerts, :cacertfile], &Keyword.has_key?(more, &1)) or more[:verify] == :verify_none,
      do: {:ok, []},
      else: {:ok, [cacerts: :public_key.cacerts_get()]}
  rescue
    _ -> {:error, {:offline, "the system has no certificates to trust: set `ssl: [cacertfile: …]`"}}
  end
end
