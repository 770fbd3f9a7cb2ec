# A generated package against the vectors that `libero vectors` makes of its contract:
#
#     elixir -pa …/ebin vectors_test.exs CorpusSdk vectors.json

[package, file] = System.argv()
ExUnit.start(autorun: false)

defmodule VectorsTest do
  use ExUnit.Case

  @root Module.concat([package])
  @codec Module.concat(@root, Codec)
  @client Module.concat(@root, Client)
  @wire :"#{Macro.underscore(package)}_wire"
  @file_name file

  setup_all do
    {:ok, vectors} = Module.concat(@root, Json).read(File.read!(@file_name))
    {:ok, vectors}
  end

  defp bytes(hex), do: Base.decode16!(hex, case: :lower)

  defp type(entry), do: String.to_atom("#{entry["module_path"]}.#{entry["type_name"]}")

  defp endpoint(entry),
    do: List.keyfind!(@root.endpoints(), "#{entry["module"]}.#{entry["name"]}", 0)

  test "values are read and written to the byte", vectors do
    written =
      for entry <- vectors["types"], vector <- entry["values"] do
        type = type(entry)
        assert {:ok, value} = @codec.decode(type, bytes(vector["etf"])), inspect({type, vector})
        assert {:ok, again} = @codec.encode(type, value)
        assert Base.encode16(again, case: :lower) == vector["etf"], inspect({type, vector})
        value
      end

    assert Enum.any?(written, &is_struct/1)
  end

  test "what is wrong is refused at its place", vectors do
    refused =
      for entry <- vectors["types"], %{"etf" => etf} = vector <- entry["refused"] do
        assert {:error, {path, _, _}} = @codec.decode(type(entry), bytes(etf)), inspect(vector)
        {path, vector["path"]}
      end

    assert refused != []
    assert [] == Enum.reject(refused, fn {path, wanted} -> path in [wanted, "value"] end)
  end

  test "requests are written to the byte", vectors do
    requests =
      for entry <- vectors["endpoints"], vector <- entry["requests"] do
        {_, _, name, type, _, _} = endpoint(entry)
        id = vector["request_id"]
        assert {:ok, {^name, ^id, term}} = @wire.decode_request(bytes(vector["etf"]))
        message = @codec.from_wire(type, term)
        assert {:ok, frame} = @wire.encode_request(name, id, @codec.to_wire(type, message))
        assert Base.encode16(frame, case: :lower) == vector["etf"], inspect(vector)
      end

    assert requests != []
  end

  test "responses are what they say", vectors do
    for entry <- vectors["endpoints"] do
      endpoint = endpoint(entry)

      for vector <- entry["responses"] do
        kind =
          case @client.read(endpoint, vector["request_id"], bytes(vector["etf"])) do
            {:ok, _} -> "ok"
            {:error, {:domain, _}} -> "error"
            {:error, {:malformed, "the server could not read" <> _}} -> "failure"
            {:error, {kind, _}} when kind in [:unknown_function, :internal] -> "failure"
            other -> other
          end

        assert is_map_key(vector["outcome"], kind), inspect({kind, vector})
      end

      for %{"etf" => etf} = vector <- entry["refused_responses"] do
        assert {:error, {:malformed, _}} = @client.read(endpoint, 7, bytes(etf)), inspect(vector)
      end
    end
  end

  test "pushes are read, and written to the byte", vectors do
    pushes = Module.concat(@root, Pushes)
    {:ok, agreed} = pushes.open("libero-etf-v1")
    {:ok, waiting} = pushes.open("libero-etf-v1.skew")
    none = ~s({"kind":"contract","contract_hash":"b","endpoints":{},"pushes":{}})
    {{:contract, %{hash: "b", stale: stale}}, skewed} = pushes.read(waiting, {:text, none})

    read =
      for entry <- vectors["pushes"], %{"etf" => etf} <- entry["frames"] do
        name = "#{entry["type_module"]}.#{entry["type_name"]}"
        assert {{:push, type, value}, ^agreed} = pushes.read(agreed, {:binary, bytes(etf)})
        assert type == String.to_atom(name)
        assert {:ok, frame} = @wire.encode_push(type, @codec.to_wire(type, value))
        assert Base.encode16(frame, case: :lower) == etf

        assert name in stale
        assert {{:stale, ^name}, ^skewed} = pushes.read(skewed, {:binary, bytes(etf)})
        value
      end

    assert read != []
  end

  test "other bytes are refused, and raise nothing", vectors do
    for entry <- vectors["types"], vector <- Enum.take(entry["values"], 3) do
      data = bytes(vector["etf"])

      for at <- 0..(byte_size(data) - 1)//1 + div(byte_size(data), 20), byte <- [0, 97, 104, 106, 255] do
        <<before::binary-size(at), _, rest::binary>> = data
        assert {kind, _} = @codec.decode(type(entry), <<before::binary, byte, rest::binary>>)
        assert kind in [:ok, :error]
      end
    end
  end
end

%{failures: 0} = ExUnit.run()
