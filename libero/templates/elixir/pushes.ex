defmodule LiberoRoot.Pushes do
  @moduledoc """
  What a server sends unasked, over a WebSocket. Elixir and OTP have no client of those: connect with a
  library such as `:gun` or `mint_web_socket`, and give what comes in to `read/2`.

    1. Offer `subprotocols/0`, in their order, in `sec-websocket-protocol`.
    2. Give the one that the server chose to `open/1`.
    3. Give each message of data to `read/2`.
  """

  alias LiberoRoot.{Codec, Json}

  @wire :libero_wire_module
  @plain "libero-etf-v1"
  @skew "libero-etf-v1.skew"
  @own "libero-etf-v1.libero_contract_hash"

  @enforce_keys [:state]
  defstruct [:state]

  @typedoc "What is known of the server that a socket leads to."
  @opaque t :: %__MODULE__{state: :agreed | :waiting | {:skewed, stale :: [String.t()]}}

  @typedoc """
  What a message is.

    * `:push`: a value, by its type.
    * `:contract`: the server speaks another version of the contract, of which these functions and pushes are
      not what they are here. Comes at most once, before anything else.
    * `:stale`: a push of one of those types, which is not read; or of one that is not known here.
    * `:malformed`: nothing that a server of this contract sends.
  """
  @type event ::
          LiberoRoot.push()
          | {:contract, %{hash: String.t(), stale: [String.t()]}}
          | {:stale, String.t()}
          | {:error, {:malformed, String.t()}}

  @doc "What to offer to the server, the best first."
  @spec subprotocols() :: [String.t()]
  def subprotocols, do: [@own, @skew, @plain]

  @doc "The state of a socket whose server chose a subprotocol."
  @spec open(String.t() | nil) :: {:ok, t()} | {:error, {:malformed, String.t()}}
  def open(chosen) when chosen in [@own, @plain], do: {:ok, %__MODULE__{state: :agreed}}
  def open(@skew), do: {:ok, %__MODULE__{state: :waiting}}

  def open(chosen),
    do: malformed("the server chose the subprotocol #{inspect(chosen)}, which was not offered")

  @doc "What a message is, and the state after it."
  @spec read(t(), {:text | :binary, binary()}) :: {event(), t()}
  def read(%__MODULE__{state: :waiting} = pushes, {:text, text}) do
    case Json.read(text) do
      {:ok, %{"contract_hash" => hash, "endpoints" => %{} = calls, "pushes" => %{} = types}}
      when is_binary(hash) ->
        stale = for {name, own} <- LiberoRoot.__pushes__(), types[name] != own.hash, do: name
        calls = for {name, own, _, _, _, _} <- LiberoRoot.endpoints(), calls[name] != own, do: name
        {{:contract, %{hash: hash, stale: calls ++ stale}}, %{pushes | state: {:skewed, stale}}}

      _ ->
        {malformed("expected the server's contract as the first message"), pushes}
    end
  end

  def read(%__MODULE__{state: :waiting} = pushes, _),
    do: {malformed("expected the server's contract as the first message"), pushes}

  def read(%__MODULE__{state: {:skewed, stale}} = pushes, {:binary, frame}) do
    {module, name} = named(frame)

    cond do
      name in stale -> {{:stale, name}, pushes}
      module != nil and name == nil -> {{:stale, module}, pushes}
      true -> {value(frame), pushes}
    end
  end

  def read(pushes, {:binary, frame}), do: {value(frame), pushes}
  def read(pushes, {:text, _}), do: {malformed("expected a message of bytes, got text"), pushes}

  defp value(frame) do
    case @wire.decode_push(frame) do
      {:ok, {type, term}} -> {:push, type, Codec.from_wire(type, term)}
      {:error, {path, expected, got}} -> malformed("#{path}: expected #{expected}, got #{got}")
    end
  end

  # The module that a frame names, and the type of its value: known before a value is read that may be another.
  defp named(<<1, 131, 104, 2, 109, size::32, module::binary-size(size), value::binary>>) do
    constructor = constructor(value)

    found =
      Enum.find(LiberoRoot.__pushes__(), fn {_, own} ->
        own.module == module and constructor in own.constructors
      end)

    {module, found && elem(found, 0)}
  end

  defp named(_), do: {nil, nil}

  defp constructor(<<104, _, atom::binary>>), do: constructor(atom)
  defp constructor(<<105, _::32, atom::binary>>), do: constructor(atom)
  defp constructor(<<119, size, name::binary-size(size), _::binary>>), do: name
  defp constructor(<<kind, size::16, name::binary-size(size), _::binary>>) when kind in [100, 118], do: name
  defp constructor(_), do: nil

  defp malformed(text), do: {:error, {:malformed, text}}
end
