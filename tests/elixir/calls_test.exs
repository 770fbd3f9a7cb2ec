# Calls of the quickstart's generated package:
#
#     elixir -pa …/quickstart_sdk/ebin calls_test.exs URL
#
# `URL` is where a quickstart takes calls; servers that behave badly are made up here.

[url] = System.argv()
{:ok, _} = Application.ensure_all_started(:quickstart_sdk)
ExUnit.start(autorun: false)

defmodule Made do
  @moduledoc "A server that answers each POST with what a function makes of its contract header and body."

  def up(answer) do
    options = [:binary, packet: :http_bin, active: false, ip: {127, 0, 0, 1}]
    {:ok, listener} = :gen_tcp.listen(0, options)
    {:ok, port} = :inet.port(listener)
    spawn(fn -> accept(listener, answer) end)
    "http://127.0.0.1:#{port}/rpc"
  end

  defp accept(listener, answer) do
    with {:ok, socket} <- :gen_tcp.accept(listener) do
      one(socket, answer)
      accept(listener, answer)
    end
  end

  defp one(socket, answer) do
    {:ok, {:http_request, :POST, _, _}} = :gen_tcp.recv(socket, 0)
    headers = headers(socket, %{})
    :ok = :inet.setopts(socket, packet: :raw)
    {:ok, body} = :gen_tcp.recv(socket, String.to_integer(headers["content-length"]))
    {status, data, speaks} = answer.(headers["libero-contract"], body)

    :gen_tcp.send(socket, [
      "HTTP/1.1 #{status} Status\r\nconnection: close\r\nlibero-contract: #{speaks}\r\n",
      "content-length: #{byte_size(data)}\r\n\r\n",
      data
    ])

    :gen_tcp.close(socket)
  end

  defp headers(socket, found) do
    case :gen_tcp.recv(socket, 0) do
      {:ok, {:http_header, _, name, _, value}} ->
        headers(socket, Map.put(found, name |> to_string() |> String.downcase(), value))

      {:ok, :http_eoh} ->
        found
    end
  end

  @doc "Where something listens that takes connections and does with each what a function does."
  def raw(talk) do
    {:ok, listener} = :gen_tcp.listen(0, [:binary, active: false, ip: {127, 0, 0, 1}])
    {:ok, port} = :inet.port(listener)
    spawn(fn -> accept_raw(listener, talk) end)
    "http://127.0.0.1:#{port}/rpc"
  end

  defp accept_raw(listener, talk) do
    with {:ok, socket} <- :gen_tcp.accept(listener) do
      talker = spawn(fn -> receive do: (:yours -> talk.(socket)) end)
      :ok = :gen_tcp.controlling_process(socket, talker)
      send(talker, :yours)
      accept_raw(listener, talk)
    end
  end

  @doc "Answers all that comes over TLS with nothing."
  def accept_tls(listener) do
    with {:ok, socket} <- :ssl.transport_accept(listener) do
      spawn(fn -> accept_tls(listener) end)
      with {:ok, socket} <- :ssl.handshake(socket), do: serve({:ssl, socket}, fn _ -> nil end)
    end
  end

  @doc "Answers the requests of one connection with what a function makes of their bodies."
  def serve(socket, value) do
    with {:ok, body} <- body(socket, "") do
      frame = frame(body, {:ok, {:ok, value.(body)}})
      {kind, inner} = socket
      kind.send(inner, ["HTTP/1.1 200 OK\r\ncontent-length: #{byte_size(frame)}\r\n\r\n", frame])
      serve(socket, value)
    end
  end

  @doc "The body of the next request of a connection."
  def body({kind, inner} = socket, read) do
    with [head, body] <- String.split(read, "\r\n\r\n", parts: 2),
         [_, size] = Regex.run(~r/content-length: *(\d+)/i, head),
         true <- byte_size(body) == String.to_integer(size) do
      {:ok, body}
    else
      _ -> with {:ok, more} <- kind.recv(inner, 0), do: body(socket, read <> more)
    end
  end

  @doc "The frame that answers a request."
  def frame(body, term) do
    {_, id, _} = :erlang.binary_to_term(body)
    <<0, id::32>> <> :erlang.term_to_binary(term)
  end
end

defmodule CallsTest do
  use ExUnit.Case

  alias QuickstartSdk.{Client, Limits, Task, TaskDetails}

  @url url

  defp answering(term), do: Client.new(Made.up(fn _, body -> {200, Made.frame(body, term), ""} end))

  test "a real server gives values and errors" do
    client = Client.new(@url)
    assert {:ok, %Limits{title: most}} = QuickstartSdk.limits(client)

    assert {:ok, %Task{id: id, due: {2032, 2, 29}, notes: nil, status: :todo} = task} =
             QuickstartSdk.create_task(client, "Tea", nil, :low, ["hot"], nil, {2032, 2, 29}, {1, 2})

    assert {:ok, %TaskDetails{task: ^task}} = QuickstartSdk.load_task(client, id)
    by = {:person, %{name: "Ada", question: nil}}

    assert {:ok, %Task{status: {:blocked, %{by: ^by}}}} =
             QuickstartSdk.move_task(client, id, task.version, {:blocked, by})

    assert {:error, {:domain, {:changed, %{current: %Task{id: ^id}}}}} =
             QuickstartSdk.move_task(client, id, task.version, :done)

    long = String.duplicate("x", most + 1)

    assert {:error, {:domain, {:invalid, %{title: {:too_long, %{max: ^most}}}}}} =
             QuickstartSdk.create_task(client, long, nil, :low, [], nil, nil, nil)

    assert {:ok, nil} = QuickstartSdk.remove_task(client, id)
    assert {:error, {:domain, {:not_found, %{id: ^id}}}} = QuickstartSdk.load_task(client, id)
  end

  test "an option of an option has three values on the wire" do
    client = Client.new(@url)

    {:ok, task} = QuickstartSdk.create_task(client, "Tea", "green", :low, [], nil, {2032, 2, 29}, nil)

    change = %QuickstartSdk.TaskChange{
      title: nil,
      notes: nil,
      priority: nil,
      tags: nil,
      assignee: nil,
      due: {:some, nil},
      estimate: nil
    }

    assert {:ok, %Task{due: nil, notes: "green"}} = QuickstartSdk.change_task(client, task.id, task.version, change)

    assert {:ok, nil} = QuickstartSdk.remove_task(client, task.id)
  end

  test "many processes share a client" do
    client = Client.new(@url)
    calls = for _ <- 1..40, do: Elixir.Task.async(fn -> QuickstartSdk.board_stats(client) end)
    assert Enum.all?(Elixir.Task.await_many(calls), &match?({:ok, _}, &1))
  end

  test "what is no value of the type is not sent" do
    client = Client.new(Made.up(fn _, _ -> exit(:it_was_sent) end))
    assert {:error, {:malformed, text}} = QuickstartSdk.load_task(client, -1)
    assert text =~ "message.fields.id: expected Int (u64), got -1"
    assert {:error, {:malformed, text}} = QuickstartSdk.move_task(client, 1, 1, :nowhere)
    assert text =~ "message.fields.to"
  end

  test "each failure of a server has its name" do
    failures = [
      {:malformed_request, {:malformed, "the server could not read the call"}},
      {{:unknown_function, "a.b"}, {:unknown_function, "a.b"}},
      {{:internal_error, "t1", "sorry"}, {:internal, %{trace_id: "t1", message: "sorry"}}}
    ]

    for {sent, failure} <- failures do
      assert {:error, ^failure} = QuickstartSdk.limits(answering({:error, sent}))
    end

    assert {:error, {:malformed, _}} = QuickstartSdk.limits(answering({:ok, {:ok, 7}}))
    other = Client.new(Made.up(fn _, _ -> {200, <<0, 0::32, 131, 106>>, ""} end))
    assert {:error, {:malformed, _}} = QuickstartSdk.limits(other)
    nothing = Client.new(Made.up(fn _, _ -> {200, "", ""} end))
    assert {:error, {:malformed, _}} = QuickstartSdk.limits(nothing)
  end

  test "an answer may come in chunks" do
    url =
      Made.raw(fn socket ->
        {:ok, body} = Made.body({:gen_tcp, socket}, "")
        :gen_tcp.send(socket, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")

        for <<byte <- Made.frame(body, {:ok, {:ok, nil}})>>,
          do: :gen_tcp.send(socket, ["1\r\n", byte, "\r\n"])

        :gen_tcp.send(socket, "0\r\n\r\n")
      end)

    assert {:ok, nil} = QuickstartSdk.remove_task(Client.new(url), 1)
  end

  test "no server, another server, and no answer" do
    {:ok, listener} = :gen_tcp.listen(0, ip: {127, 0, 0, 1})
    {:ok, port} = :inet.port(listener)
    :gen_tcp.close(listener)
    assert {:error, {:offline, _}} = QuickstartSdk.limits(Client.new("http://127.0.0.1:#{port}/rpc"))

    lost = Client.new(Made.up(fn _, _ -> {404, "not here", ""} end))
    assert {:error, {:offline, text}} = QuickstartSdk.limits(lost)
    assert text =~ "404" and text =~ "not here"

    refusing = Client.new(Made.up(fn _, _ -> {409, "say who you are", ""} end))
    assert {:error, {:offline, _}} = QuickstartSdk.limits(refusing)

    slow = Made.up(fn _, _ -> Process.sleep(:infinity) end)
    assert {:error, {:timeout, 50}} = QuickstartSdk.limits(Client.new(slow, timeout: 50))
  end

  test "a client that cannot be is not made" do
    wrong = [
      {"127.0.0.1:8080", []},
      {"http://127.0.0.1:8080/r\u00f6", []},
      {@url, timeout: 0},
      {@url, limit: nil},
      {@url, headers: [{"x", "1\r\ny: 2"}]},
      {@url, time: 1}
    ]

    for {url, options} <- wrong do
      assert_raise ArgumentError, fn -> Client.new(url, options) end
    end
  end

  test "what is shown of a client has no secrets" do
    client = Client.new(@url, headers: [{"authorization", "secret"}], ssl: [password: "secret"])
    refute inspect(client) =~ "secret"
    assert inspect(client) =~ @url
  end

  test "no more is read than the limit, whether or not a length is stated" do
    {:ok, task} = QuickstartSdk.create_task(Client.new(@url), "Long", nil, :low, [], nil, nil, nil)
    assert {:ok, _} = QuickstartSdk.load_task(Client.new(@url, limit: 1000), task.id)
    assert {:error, {:malformed, text}} = QuickstartSdk.load_task(Client.new(@url, limit: 50), task.id)
    assert text == "the answer has more than 50 bytes"
    assert {:ok, nil} = QuickstartSdk.remove_task(Client.new(@url), task.id)

    endless =
      Made.raw(fn socket ->
        :gen_tcp.send(socket, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        part = String.duplicate("x", 10_000)
        Enum.find(Stream.cycle([part]), &(:gen_tcp.send(socket, &1) != :ok))
      end)

    assert {:error, {:malformed, "the answer has more than 1048576 bytes"}} =
             QuickstartSdk.limits(Client.new(endless, timeout: :infinity))
  end

  test "an answer that ends too early, and one that trickles, are no answers" do
    short = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n\0"

    cut =
      Made.raw(fn socket ->
        :gen_tcp.recv(socket, 0)
        :gen_tcp.send(socket, short)
        :gen_tcp.close(socket)
      end)

    assert {:error, {:offline, _}} = QuickstartSdk.limits(Client.new(cut))

    trickle =
      Made.raw(fn socket ->
        :gen_tcp.send(socket, short)

        Enum.find(Stream.cycle(["x"]), fn part ->
          Process.sleep(20)
          :gen_tcp.send(socket, part) != :ok
        end)
      end)

    assert {:error, {:timeout, 200}} = QuickstartSdk.limits(Client.new(trickle, timeout: 200))
    refute_received _, "what comes late comes to nobody"
  end

  test "a call does not wait for another that is slow, and connections are kept" do
    {:ok, log} = Agent.start_link(fn -> [] end)
    held = self()

    url =
      Made.raw(fn socket ->
        Agent.update(log, &[socket | &1])

        Made.serve({:gen_tcp, socket}, fn body ->
          if body =~ "board/tasks" do
            send(held, {:held, self()})
            receive do: (:go -> 7)
          end
        end)
      end)

    client = Client.new(url)
    slow = Elixir.Task.async(fn -> apply(QuickstartSdk, :count_tasks, [client]) end)
    assert_receive {:held, server}, 5_000
    for _ <- 1..10, do: assert({:ok, nil} = QuickstartSdk.remove_task(client, 1))
    assert length(Agent.get(log, & &1)) == 2
    send(server, :go)
    assert {:ok, 7} = Elixir.Task.await(slow)
  end

  test "certificates are checked unless it is said that they are not" do
    name = {:Extension, {2, 5, 29, 17}, false, [dNSName: ~c"localhost"]}
    key = [key: {:rsa, 2048, 65_537}]

    %{server_config: server, client_config: known} =
      :public_key.pkix_test_data(%{
        server_chain: %{root: key, intermediates: [], peer: [{:extensions, [name]} | key]},
        client_chain: %{root: key, intermediates: [], peer: key}
      })

    {:ok, listener} = :ssl.listen(0, [:binary, active: false, log_level: :none] ++ server)
    {:ok, {_, port}} = :ssl.sockname(listener)

    spawn(fn -> Made.accept_tls(listener) end)

    at = fn host, ssl ->
      client = Client.new("https://#{host}:#{port}/rpc", ssl: [log_level: :none] ++ ssl)
      QuickstartSdk.remove_task(client, 1)
    end

    assert {:ok, nil} = at.("localhost", cacerts: known[:cacerts])
    assert {:ok, nil} = at.("127.0.0.1", verify: :verify_none)
    # … and the connection of one client is not another's.
    assert {:error, {:offline, text}} = at.("127.0.0.1", cacerts: known[:cacerts])
    assert text =~ "hostname_check_failed"
    assert {:error, {:offline, text}} = at.("localhost", [])
    assert text =~ "unknown_ca" or text =~ "no certificates to trust"
  end

  test "a server of another version is called as far as both agree, and a new deploy is asked anew" do
    name = "board/changes.remove_task"
    {_, hash, _, _, _, _} = List.keyfind!(QuickstartSdk.endpoints(), name, 0)
    own = QuickstartSdk.contract_hash()
    {:ok, state} = Agent.start_link(fn -> {"b", []} end)

    url =
      Made.up(fn header, body ->
        Agent.update(state, fn {speaks, heard} -> {speaks, heard ++ [header]} end)
        {speaks, _} = Agent.get(state, & &1)
        document = ~s({"kind":"contract","contract_hash":"#{speaks}","endpoints":{"#{name}":"#{hash}"},"pushes":{}})

        if header == own,
          do: {409, document, speaks},
          else: {200, Made.frame(body, {:ok, {:ok, nil}}), speaks}
      end)

    client = Client.new(url)
    heard = fn -> elem(Agent.get(state, & &1), 1) end
    agreed = "#{own} #{hash}"

    assert {:ok, nil} = QuickstartSdk.remove_task(client, 1)
    assert {:ok, nil} = QuickstartSdk.remove_task(client, 1)
    assert heard.() == [own, agreed, agreed]
    assert {:error, {:stale, "account.limits"}} = QuickstartSdk.limits(client)
    assert length(heard.()) == 3, "what is stale is not sent"

    Agent.update(state, fn {_, heard} -> {"c", heard} end)
    assert {:ok, nil} = QuickstartSdk.remove_task(client, 1)
    assert {:error, {:stale, "account.limits"}} = QuickstartSdk.limits(client)
    assert Enum.drop(heard.(), 3) == [agreed, own], "and a new deploy is asked anew"
  end

  test "the reader of JSON takes what JSON is, and nothing else" do
    alias QuickstartSdk.Json
    text = ~S( {"a": [1, -2, true, null, "\u00e9\ud83d\ude00\n\"\\", {}], "b": 1.5} )
    assert {:ok, %{"a" => [1, -2, true, nil, "é😀\n\"\\", %{}], "b" => "1.5"}} = Json.read(text)

    for broken <- ["", "{", "[1,]", "{\"a\" 1}", "{,}", "\"\\ud83d\"", "\"\\q\"", "1 2", <<34, 255, 34>>] do
      assert Json.read(broken) == :error, inspect(broken)
    end
  end
end

%{failures: 0} = ExUnit.run()
