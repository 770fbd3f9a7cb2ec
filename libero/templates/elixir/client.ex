defmodule LiberoRoot.Client do
  @moduledoc """
  A server that is called by POST. A client is a plain value: processes may share one.
  """

  import Bitwise, only: [band: 2]

  alias LiberoRoot.{Codec, Json}

  @wire :libero_wire_module
  @contract_hash "libero_contract_hash"
  @etf ~c"application/vnd.libero.etf"
  # By which both ends say which contract they speak.
  @header ~c"libero-contract"

  @enforce_keys [:url, :timeout, :headers, :ssl]
  defstruct [:url, :timeout, :headers, :ssl]

  @type t :: %__MODULE__{
          url: String.t(),
          timeout: timeout(),
          headers: [{String.t(), String.t()}],
          ssl: keyword() | nil
        }

  @typedoc "What a call gives: the function's own value or error, or why it has none."
  @type result(ok, err) :: {:ok, ok} | {:error, {:domain, err} | failure()}

  @typedoc """
  Why there is no result.

    * `:malformed`: an argument is not what the contract says, and was not sent; or one end could not
      read what the other wrote.
    * `:unknown_function`: the server has no such function.
    * `:internal`: the function broke; `trace_id` finds it in the server's log.
    * `:stale`: the server has another version of this function, and nothing was run.
    * `:timeout`: no answer in so many milliseconds; whether the function ran is not known.
    * `:offline`: the server was not reached, or something else answered.
  """
  @type failure ::
          {:malformed, String.t()}
          | {:unknown_function, String.t()}
          | {:internal, %{trace_id: String.t(), message: String.t()}}
          | {:stale, String.t()}
          | {:timeout, timeout()}
          | {:offline, String.t()}

  @typedoc "A function of the contract."
  @type endpoint :: {name :: String.t(), hash :: String.t(), atom(), term(), term(), term()}

  @doc """
  A client of the server at an address such as `http://127.0.0.1:8080/rpc`.

    * `:timeout`: milliseconds to wait for an answer, 10,000 unless set
    * `:headers`: more headers, pairs of text
    * `:ssl`: options of `:ssl`; unless set, certificates are checked against those that the system trusts
  """
  @spec new(String.t(), keyword()) :: t()
  def new(url, options \\ []) do
    options = Keyword.validate!(options, timeout: 10_000, headers: [], ssl: nil)

    unless String.starts_with?(url, ["http://", "https://"]) do
      raise ArgumentError, "expected an address such as http://127.0.0.1:8080/rpc, got #{inspect(url)}"
    end

    struct!(__MODULE__, [{:url, url} | options])
  end

  @doc false
  @spec call(t(), endpoint(), term()) :: result(term(), term())
  def call(client, {_, _, name, type, _, _} = endpoint, message) do
    id = band(:erlang.unique_integer([:positive]), 0xFFFFFFFF)

    with {:ok, body} <- written(@wire.encode_request(name, id, Codec.to_wire(type, message))),
         {:ok, answer} <- post(client, endpoint, body, 2) do
      read(endpoint, id, answer)
    end
  end

  defp written({:ok, body}), do: {:ok, body}
  defp written({:error, refusal}), do: {:error, {:malformed, refused(refusal)}}

  @doc false
  @spec read(endpoint(), non_neg_integer(), binary()) :: result(term(), term())
  def read({_, _, name, _, ok, err}, id, frame) do
    case @wire.decode_response(name, frame) do
      {answered, _} when is_integer(answered) and answered not in [0, id] ->
        {:error, {:malformed, "expected the answer to #{id}, got that to #{answered}"}}

      {answered, {:ok, {:ok, value}}} when is_integer(answered) ->
        {:ok, Codec.from_wire(ok, value)}

      {answered, {:ok, {:error, value}}} when is_integer(answered) ->
        {:error, {:domain, Codec.from_wire(err, value)}}

      {answered, {:error, failure}} when is_integer(answered) ->
        {:error, failed(failure)}

      {:error, refusal} ->
        {:error, {:malformed, refused(refusal)}}
    end
  end

  defp failed(:malformed_request), do: {:malformed, "the server could not read the call"}
  defp failed({:unknown_function, name}), do: {:unknown_function, name}
  defp failed({:internal_error, trace, text}), do: {:internal, %{trace_id: trace, message: text}}
  defp failed({:decode, refusal}), do: {:malformed, refused(refusal)}

  defp refused({path, expected, got}), do: "#{path}: expected #{expected}, got #{got}"

  # The server's contract, where it is known to be another one: its hash, and the hashes of its functions.
  defp server(client), do: :persistent_term.get({__MODULE__, client.url}, nil)

  defp announcement(client, {name, hash, _, _, _, _}) do
    case server(client) do
      nil -> {:ok, @contract_hash}
      {_, %{^name => ^hash}} -> {:ok, "#{@contract_hash} #{hash}"}
      _ -> {:error, {:stale, name}}
    end
  end

  # 409: nothing was run. What the server has all the same is sent again, once.
  defp post(_, {name, _, _, _, _, _}, _, 0), do: {:error, {:stale, name}}

  defp post(client, endpoint, body, tries) do
    with {:ok, announced} <- announcement(client, endpoint),
         {:ok, status, headers, answer} <- send_bytes(client, announced, body) do
      forget(client, headers)

      case status do
        200 ->
          {:ok, answer}

        409 ->
          with :ok <- learn(client, answer), do: post(client, endpoint, body, tries - 1)

        _ ->
          text = answer |> binary_part(0, min(200, byte_size(answer))) |> inspect()
          {:error, {:offline, "the server answered with status #{status}: #{text}"}}
      end
    end
  end

  defp send_bytes(client, announced, body) do
    more = for {name, value} <- client.headers, do: {to_charlist(name), to_charlist(value)}
    headers = [{@header, to_charlist(announced)}, {~c"accept", @etf} | more]
    request = {to_charlist(client.url), headers, @etf, body}
    options = [timeout: client.timeout, autoredirect: false] ++ secure(client)

    case :httpc.request(:post, request, options, body_format: :binary) do
      {:ok, {{_, status, _}, headers, answer}} -> {:ok, status, headers, answer}
      {:error, :timeout} -> {:error, {:timeout, client.timeout}}
      {:error, reason} -> {:error, {:offline, "#{client.url}: #{inspect(reason)}"}}
    end
  end

  defp secure(%{url: "http://" <> _}), do: []
  defp secure(%{ssl: options}) when is_list(options), do: [ssl: options]

  defp secure(_) do
    match = :public_key.pkix_verify_hostname_match_fun(:https)

    [
      ssl: [
        verify: :verify_peer,
        cacerts: :public_key.cacerts_get(),
        customize_hostname_check: [match_fun: match]
      ]
    ]
  end

  # An answer of yet another version makes the client ask anew.
  defp forget(client, headers) do
    heard = for {@header, value} <- headers, do: to_string(value)

    case {server(client), heard} do
      {{hash, _}, [other]} when other != hash -> :persistent_term.erase({__MODULE__, client.url})
      _ -> false
    end
  end

  defp learn(client, answer) do
    case Json.read(answer) do
      {:ok, %{"contract_hash" => hash, "endpoints" => %{} = endpoints}} when is_binary(hash) ->
        :persistent_term.put({__MODULE__, client.url}, {hash, endpoints})

      _ ->
        {:error, {:offline, "the server answered with status 409, and not with its contract"}}
    end
  end
end
