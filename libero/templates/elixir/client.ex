defmodule LiberoRoot.Client do
  @moduledoc """
  A server that is called by POST. A client is a plain value: processes may share one.
  """

  import Bitwise, only: [band: 2]

  alias LiberoRoot.{Codec, Http, Json}

  @wire :libero_wire_module
  @contract_hash "libero_contract_hash"

  # Logs show no secrets.
  @derive {Inspect, except: [:headers, :ssl]}
  @enforce_keys [:url, :timeout, :limit, :headers, :ssl]
  defstruct [:url, :timeout, :limit, :headers, :ssl]

  @type t :: %__MODULE__{
          url: String.t(),
          timeout: timeout(),
          limit: pos_integer(),
          headers: [{String.t(), String.t()}],
          ssl: keyword()
        }

  @typedoc "What a call gives: the function's own value or error, or why it has none."
  @type result(ok, err) :: {:ok, ok} | {:error, {:domain, err} | failure()}

  @typedoc """
  Why there is no result.

    * `:malformed`: an argument is not what the contract says, and was not sent; or one end could not
      read what the other wrote, or would not, as it is too long.
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

    * `:timeout`: milliseconds that a call may take, 10,000 unless set, or `:infinity`
    * `:limit`: bytes that an answer may have, 1,048,576 unless set
    * `:headers`: more headers, pairs of text
    * `:ssl`: more options of `:ssl`. Certificates are checked, against those that the system trusts
      unless `:cacerts` or `:cacertfile` say otherwise

  Raises `ArgumentError` where one of them cannot be.
  """
  @spec new(String.t(), keyword()) :: t()
  def new(url, options \\ []) do
    options = Keyword.validate!(options, timeout: 10_000, limit: 1_048_576, headers: [], ssl: [])
    client = struct!(__MODULE__, [{:url, url} | options])

    unless is_binary(url) and url =~ ~r/\Ahttps?:\/\/[!-~]+\z/ do
      raise ArgumentError, "expected an address such as http://127.0.0.1:8080/rpc, got #{inspect(url)}"
    end

    unless client.timeout == :infinity or (is_integer(client.timeout) and client.timeout > 0) do
      raise ArgumentError, "expected milliseconds as :timeout, got #{inspect(client.timeout)}"
    end

    unless is_integer(client.limit) and client.limit > 0 do
      raise ArgumentError, "expected a number of bytes as :limit, got #{inspect(client.limit)}"
    end

    for {name, value} <- client.headers, text <- [name, value], not (text =~ ~r/\A[\t -~]*\z/) do
      raise ArgumentError, "expected a header of one line of ASCII, got #{inspect({name, value})}"
    end

    client
  end

  @doc false
  @spec call(t(), endpoint(), term()) :: result(term(), term())
  def call(client, {_, _, name, type, _, _} = endpoint, message) do
    if :ets.whereis(__MODULE__) == :undefined do
      raise ":libero_app is not started: call Application.ensure_all_started(:libero_app) before"
    end

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
  defp server(client) do
    case :ets.lookup(__MODULE__, client.url) do
      [{_, server}] -> server
      [] -> nil
    end
  end

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
         {:ok, status, speaks, answer} <- Http.post(client, announced, body) do
      forget(client, speaks)

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

  # An answer of yet another version makes the client ask anew.
  defp forget(client, speaks) do
    case server(client) do
      {hash, _} when speaks not in [nil, hash] -> :ets.delete(__MODULE__, client.url)
      _ -> true
    end
  end

  defp learn(client, answer) do
    case Json.read(answer) do
      {:ok, %{"contract_hash" => hash, "endpoints" => %{} = endpoints}} when is_binary(hash) ->
        :ets.insert(__MODULE__, {client.url, {hash, endpoints}})
        :ok

      _ ->
        {:error, {:offline, "the server answered with status 409, and not with its contract"}}
    end
  end
end
