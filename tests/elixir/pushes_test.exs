# Pushes of a quickstart, over a WebSocket:
#
#     elixir -pa …/quickstart_sdk/ebin pushes_test.exs URL
#
# `URL` is where a quickstart takes calls; its sockets are beside it.

[url] = System.argv()
{:ok, _} = Application.ensure_all_started(:quickstart_sdk)
ExUnit.start(autorun: false)

defmodule Socket do
  @moduledoc "As much of a WebSocket as it takes to listen to a server that sends whole messages."

  def connect(url, subprotocols) do
    %URI{host: host, port: port} = URI.parse(url)
    {:ok, socket} = :gen_tcp.connect(to_charlist(host), port, [:binary, active: false])

    :ok =
      :gen_tcp.send(socket, """
      GET /ws HTTP/1.1\r
      host: #{host}:#{port}\r
      connection: upgrade\r
      upgrade: websocket\r
      sec-websocket-version: 13\r
      sec-websocket-key: #{Base.encode64(:crypto.strong_rand_bytes(16))}\r
      sec-websocket-protocol: #{Enum.join(subprotocols, ", ")}\r
      \r
      """)

    :ok = :inet.setopts(socket, packet: :http_bin)
    {:ok, {:http_response, _, 101, _}} = :gen_tcp.recv(socket, 0, 5_000)
    chosen = headers(socket, nil)
    :ok = :inet.setopts(socket, packet: :raw)
    {socket, chosen}
  end

  defp headers(socket, chosen) do
    case :gen_tcp.recv(socket, 0, 5_000) do
      {:ok, {:http_header, _, name, _, value}} ->
        is_it = String.downcase(to_string(name)) == "sec-websocket-protocol"
        headers(socket, if(is_it, do: value, else: chosen))

      {:ok, :http_eoh} ->
        chosen
    end
  end

  @doc "The next message of data."
  def next(socket) do
    {:ok, <<1::1, 0::3, kind::4, 0::1, short::7>>} = :gen_tcp.recv(socket, 2, 5_000)

    size =
      case short do
        126 -> number(socket, 2)
        127 -> number(socket, 8)
        short -> short
      end

    data = bytes(socket, size)

    case kind do
      1 -> {:text, data}
      2 -> {:binary, data}
      9 -> next(socket)
    end
  end

  defp number(socket, size), do: :binary.decode_unsigned(bytes(socket, size))

  defp bytes(_, 0), do: ""

  defp bytes(socket, size) do
    {:ok, data} = :gen_tcp.recv(socket, size, 5_000)
    data
  end
end

defmodule PushesTest do
  use ExUnit.Case

  alias QuickstartSdk.{Client, Pushes, Task}

  @url url
  @type_name :"board/events.BoardEvent"

  defp next(socket, pushes), do: Pushes.read(pushes, Socket.next(socket))

  # Other sockets may come and go meanwhile.
  defp event(socket, pushes) do
    case next(socket, pushes) do
      {{:push, @type_name, {:online, n}}, ^pushes} when is_integer(n) -> event(socket, pushes)
      {{:push, @type_name, value}, ^pushes} -> value
    end
  end

  defp changes(socket, pushes) do
    client = Client.new(@url)
    {:ok, %Task{id: id} = task} = QuickstartSdk.create_task(client, "Tea", nil, :low, [], nil, nil, nil)
    assert event(socket, pushes) == {:task_added, task}
    {:ok, moved} = QuickstartSdk.move_task(client, id, task.version, :done)
    assert event(socket, pushes) == {:task_changed, moved}
    {:ok, nil} = QuickstartSdk.remove_task(client, id)
    assert event(socket, pushes) == {:task_removed, %{id: id}}
  end

  test "what a server sends unasked is read" do
    {socket, chosen} = Socket.connect(@url, Pushes.subprotocols())
    assert chosen == "libero-etf-v1.#{QuickstartSdk.contract_hash()}"
    {:ok, pushes} = Pushes.open(chosen)
    assert {{:push, @type_name, {:online, _}}, ^pushes} = next(socket, pushes)
    changes(socket, pushes)
  end

  test "a server that compares nothing is believed" do
    {socket, chosen} = Socket.connect(@url, ["libero-etf-v1"])
    {:ok, pushes} = Pushes.open(chosen)
    changes(socket, pushes)
  end

  test "a server of another version says first what it has, and what agrees is read" do
    offered = ["libero-etf-v1.#{String.duplicate("0", 64)}" | tl(Pushes.subprotocols())]
    {socket, chosen} = Socket.connect(@url, offered)
    {:ok, waiting} = Pushes.open(chosen)
    assert {{:contract, %{hash: hash, stale: []}}, pushes} = next(socket, waiting)
    assert hash == QuickstartSdk.contract_hash()
    changes(socket, pushes)
  end

  test "what is not read says why" do
    {:ok, agreed} = Pushes.open("libero-etf-v1")
    {:ok, waiting} = Pushes.open("libero-etf-v1.skew")
    assert {:error, {:malformed, _}} = Pushes.open(nil)
    assert {:error, {:malformed, _}} = Pushes.open("libero-json-v1")

    assert {{:error, {:malformed, text}}, ^waiting} = Pushes.read(waiting, {:binary, <<1, 131, 106>>})
    assert text =~ "contract"
    assert {{:error, {:malformed, _}}, ^waiting} = Pushes.read(waiting, {:text, "{}"})

    for message <- [{:text, "{}"}, {:binary, ""}, {:binary, <<0, 7::32, 131, 106>>}, {:binary, <<1, 131, 106>>}] do
      assert {{:error, {:malformed, _}}, ^agreed} = Pushes.read(agreed, message)
    end

    pushes = for {name, %{hash: hash}} <- QuickstartSdk.__pushes__(), do: ~s("#{name}":"#{hash}")
    same = ~s({"contract_hash":"b","endpoints":{},"pushes":{#{Enum.join(pushes, ",")}}})
    assert {{:contract, %{stale: stale}}, skewed} = Pushes.read(waiting, {:text, same})
    assert stale == for({name, _, _, _, _, _} <- QuickstartSdk.endpoints(), do: name)

    added = :erlang.term_to_binary({"board/events", {:a_new_one, 1}})
    assert {{:stale, "board/events"}, ^skewed} = Pushes.read(skewed, {:binary, <<1>> <> added})
    assert {{:error, {:malformed, _}}, ^agreed} = Pushes.read(agreed, {:binary, <<1>> <> added})
  end
end

%{failures: 0} = ExUnit.run()
