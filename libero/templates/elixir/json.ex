defmodule LiberoRoot.Json do
  @moduledoc false
  # What a server says of its contract is JSON, and the standard library has no reader of it before OTP 27.

  @doc "The value of a JSON text: objects are maps, null is nil."
  @spec read(binary()) :: {:ok, term()} | :error
  def read(text) do
    {value, rest} = value(skip(text))
    if skip(rest) == "", do: {:ok, value}, else: :error
  catch
    :broken -> :error
  end

  defp skip(<<c, rest::binary>>) when c in [?\s, ?\t, ?\r, ?\n], do: skip(rest)
  defp skip(text), do: text

  defp value("{" <> rest), do: members(skip(rest), [])
  defp value("[" <> rest), do: items(skip(rest), [])
  defp value("\"" <> rest), do: text(rest, [])
  defp value("null" <> rest), do: {nil, rest}
  defp value("true" <> rest), do: {true, rest}
  defp value("false" <> rest), do: {false, rest}

  defp value(other) do
    case Regex.run(~r/\A-?\d+(\.\d+)?([eE][+-]?\d+)?/, other) do
      [digits] -> {String.to_integer(digits), after_number(other, digits)}
      [digits | _] -> {digits, after_number(other, digits)}
      nil -> throw(:broken)
    end
  end

  defp after_number(text, digits),
    do: binary_part(text, byte_size(digits), byte_size(text) - byte_size(digits))

  defp members("}" <> rest, []), do: {%{}, rest}

  defp members("\"" <> rest, found) do
    {key, rest} = text(rest, [])

    with ":" <> rest <- skip(rest),
         {value, rest} = value(skip(rest)),
         found = [{key, value} | found] do
      case skip(rest) do
        "," <> rest -> members(skip(rest), found)
        "}" <> rest -> {Map.new(Enum.reverse(found)), rest}
        _ -> throw(:broken)
      end
    else
      _ -> throw(:broken)
    end
  end

  defp members(_, _), do: throw(:broken)

  defp items("]" <> rest, []), do: {[], rest}

  defp items(text, found) do
    {value, rest} = value(text)

    case skip(rest) do
      "," <> rest -> items(skip(rest), [value | found])
      "]" <> rest -> {Enum.reverse([value | found]), rest}
      _ -> throw(:broken)
    end
  end

  defp text("\"" <> rest, found), do: {IO.iodata_to_binary(Enum.reverse(found)), rest}
  defp text(<<?\\, ?u, rest::binary>>, found), do: escape(rest, found)

  defp text(<<?\\, c, rest::binary>>, found) do
    case c do
      ?n -> text(rest, ["\n" | found])
      ?t -> text(rest, ["\t" | found])
      ?r -> text(rest, ["\r" | found])
      ?b -> text(rest, ["\b" | found])
      ?f -> text(rest, ["\f" | found])
      c when c in [?", ?\\, ?/] -> text(rest, [c | found])
      _ -> throw(:broken)
    end
  end

  defp text(<<c::utf8, rest::binary>>, found), do: text(rest, [<<c::utf8>> | found])
  defp text(_, _), do: throw(:broken)

  defp escape(<<high::binary-4, "\\u", low::binary-4, rest::binary>>, found)
       when binary_part(high, 0, 1) in ["d", "D"] do
    case :unicode.characters_to_binary(<<hex(high)::16, hex(low)::16>>, {:utf16, :big}) do
      text when is_binary(text) -> text(rest, [text | found])
      _ -> throw(:broken)
    end
  end

  defp escape(<<digits::binary-4, rest::binary>>, found) do
    code = hex(digits)
    if code in 0xD800..0xDFFF, do: throw(:broken), else: text(rest, [<<code::utf8>> | found])
  end

  defp escape(_, _), do: throw(:broken)

  defp hex(digits) do
    case Integer.parse(digits, 16) do
      {code, ""} when code >= 0 -> code
      _ -> throw(:broken)
    end
  end
end
