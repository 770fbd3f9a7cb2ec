defmodule LiberoRoot.Codec do
  @moduledoc """
  Values as bytes of the External Term Format. A type is what `LiberoRoot.Shapes` says of it:
  `:"module/path.Name"`, or `{:"module/path.Name", arguments}`. Options of what may be `nil` itself are `{:wrapped, type}`.
  """

  alias LiberoRoot.Shapes

  @wire :libero_wire_module

  @typedoc "Why a value is refused: its place, what is needed there, what is there."
  @type refusal :: {path :: String.t(), expected :: String.t(), got :: String.t()}

  @doc "The bytes of a value. Equal values have equal bytes."
  @spec encode(term(), term()) :: {:ok, binary()} | {:error, refusal()}
  def encode(type, value), do: @wire.encode(plain(type), to_wire(type, value))

  @doc "The value of bytes, checked against the type."
  @spec decode(term(), binary()) :: {:ok, term()} | {:error, refusal()}
  def decode(type, bytes) do
    with {:ok, term} <- @wire.decode(plain(type), bytes), do: {:ok, from_wire(type, term)}
  end

  @doc "The term by which the Erlang codec knows a value. What is no value of the type stays as it is, and is refused there."
  @spec to_wire(term(), term()) :: term()
  def to_wire(type, value), do: out(type, value)

  @doc "The value that a checked term of the Erlang codec stands for."
  @spec from_wire(term(), term()) :: term()
  def from_wire(type, term), do: inward(type, term)

  defp out({kind, type}, values) when kind in [:list, :set], do: out_items(type, values)
  defp out({:array, type, _}, values), do: out_items(type, values)

  defp out({kind, _}, nil) when kind in [:option, :wrapped], do: :none
  defp out({:option, type}, value), do: {:some, out(type, value)}
  defp out({:wrapped, type}, {:some, value}), do: {:some, out(type, value)}

  defp out({:result, type, _}, {:ok, value}), do: {:ok, out(type, value)}
  defp out({:result, _, type}, {:error, value}), do: {:error, out(type, value)}

  defp out({:dict, key, type}, value) when is_map(value) and not is_struct(value),
    do: Map.new(value, fn {k, v} -> {out(key, k), out(type, v)} end)

  defp out({:tuple, types}, value) when is_tuple(value) and tuple_size(value) == length(types),
    do: List.to_tuple(Enum.zip_with(types, Tuple.to_list(value), &out/2))

  defp out(type, value) do
    {name, arguments} = named(type)

    case Shapes.shape(name) do
      nil -> value
      {:struct, module, tag, fields} -> out_struct(value, module, tag, fields, arguments)
      {:enum, variants} -> out_variant(value, variants, arguments)
    end
  end

  defp out_struct(%{__struct__: module} = value, module, tag, fields, arguments),
    do: pack(tag, for({key, type} <- fields, do: out(bind(type, arguments), Map.get(value, key))))

  defp out_struct(value, _, _, _, _), do: value

  defp out_variant(value, variants, arguments) when is_tuple(value) and tuple_size(value) > 1 do
    [tag | values] = Tuple.to_list(value)

    case {variants[tag], values} do
      {{:labelled, fields}, [%{} = labelled]} ->
        out_labelled(value, tag, fields, labelled, arguments)

      {{:positional, types}, _} when length(types) == length(values) ->
        pack(tag, Enum.zip_with(types, values, &out(bind(&1, arguments), &2)))

      _ ->
        value
    end
  end

  defp out_variant(value, _, _), do: value

  defp out_labelled(value, tag, fields, labelled, arguments) do
    if map_size(labelled) == length(fields) and Enum.all?(fields, &is_map_key(labelled, elem(&1, 0))) do
      pack(tag, for({key, type} <- fields, do: out(bind(type, arguments), labelled[key])))
    else
      value
    end
  end

  defp out_items(type, values) do
    if is_list(values) and not List.improper?(values), do: Enum.map(values, &out(type, &1)), else: values
  end

  defp pack(tag, []), do: tag
  defp pack(tag, values), do: List.to_tuple([tag | values])

  defp inward({kind, type}, values) when kind in [:list, :set], do: Enum.map(values, &inward(type, &1))
  defp inward({:array, type, _}, values), do: Enum.map(values, &inward(type, &1))
  defp inward({kind, _}, :none) when kind in [:option, :wrapped], do: nil
  defp inward({:option, type}, {:some, value}), do: inward(type, value)
  defp inward({:wrapped, type}, {:some, value}), do: {:some, inward(type, value)}
  defp inward({:result, type, _}, {:ok, value}), do: {:ok, inward(type, value)}
  defp inward({:result, _, type}, {:error, value}), do: {:error, inward(type, value)}

  defp inward({:dict, key, type}, value),
    do: Map.new(value, fn {k, v} -> {inward(key, k), inward(type, v)} end)

  defp inward({:tuple, types}, value),
    do: List.to_tuple(Enum.zip_with(types, Tuple.to_list(value), &inward/2))

  defp inward(type, value) do
    {name, arguments} = named(type)

    case Shapes.shape(name) do
      nil ->
        value

      {:struct, module, _, fields} ->
        pairs =
          Enum.zip_with(fields, unpack(value), fn {key, type}, inner ->
            {key, inward(bind(type, arguments), inner)}
          end)

        struct(module, pairs)

      {:enum, _} when is_atom(value) ->
        value

      {:enum, variants} ->
        tag = elem(value, 0)

        case variants[tag] do
          {:labelled, fields} ->
            {tag,
             Map.new(Enum.zip(fields, unpack(value)), fn {{key, type}, inner} ->
               {key, inward(bind(type, arguments), inner)}
             end)}

          {:positional, types} ->
            pack(tag, Enum.zip_with(types, unpack(value), &inward(bind(&1, arguments), &2)))
        end
    end
  end

  defp unpack(value) when is_atom(value), do: []
  defp unpack(value), do: tl(Tuple.to_list(value))

  # `{:bytes, 4}` is no type with arguments, and no type of the contract either.
  defp named({name, arguments}) when is_list(arguments), do: {name, arguments}
  defp named(name), do: {name, []}

  # The type as the Erlang codec knows it, which has one kind of option.
  defp plain({:wrapped, type}), do: {:option, plain(type)}
  defp plain(types) when is_list(types), do: Enum.map(types, &plain/1)
  defp plain(type) when is_tuple(type), do: List.to_tuple(plain(Tuple.to_list(type)))
  defp plain(type), do: type

  # A field's type with the arguments of the type around it in place of its parameters.
  defp bind(type, []), do: type
  defp bind({:var, index}, arguments), do: Enum.at(arguments, index)
  defp bind({:bytes, _} = type, _), do: type
  defp bind({:array, type, length}, arguments), do: {:array, bind(type, arguments), length}
  defp bind({kind, a, b}, arguments), do: {kind, bind(a, arguments), bind(b, arguments)}
  defp bind({kind, types}, arguments) when is_list(types), do: {kind, Enum.map(types, &bind(&1, arguments))}
  defp bind({kind, type}, arguments), do: {kind, bind(type, arguments)}
  defp bind(type, _), do: type
end
