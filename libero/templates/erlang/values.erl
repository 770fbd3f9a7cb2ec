%% Terms to bytes

enc({list, Type}, Value, Path) ->
    list_bytes([enc(Type, Item, P) || {Item, P} <- items(Value, Path)]);
enc({array, Type, Length}, Value, Path) ->
    enc({list, Type}, check_length(Length, Value, Path), Path);
enc({set, Type}, Value, Path) ->
    Items = [{iolist_to_binary(enc(Type, Item, P)), P} || {Item, P} <- items(Value, Path)],
    list_bytes([Bytes || {Bytes, _} <- ascending(Items)]);
enc({option, _}, none, _) ->
    atom_bytes(<<"none">>);
enc({option, Type}, {some, Value}, Path) ->
    tagged(<<"some">>, enc(Type, Value, [0 | Path]));
enc({result, Type, _}, {ok, Value}, Path) ->
    tagged(<<"ok">>, enc(Type, Value, [0 | Path]));
enc({result, _, Type}, {error, Value}, Path) ->
    tagged(<<"error">>, enc(Type, Value, [0 | Path]));
enc({dict, KeyType, Type}, Value, Path) when is_map(Value) ->
    Entries = [entry(KeyType, Type, Key, Item, Path) || {Key, Item} <- maps:to_list(Value)],
    Sorted = [[Key, Item] || {_, Key, Item} <- lists:sort(Entries)],
    [<<116, (map_size(Value)):32>>, Sorted];
enc({tuple, Types}, Value, Path) when is_tuple(Value), tuple_size(Value) =:= length(Types) ->
    Fields = lists:zip(Types, items(tuple_to_list(Value), Path)),
    [tuple_head(length(Types)), [enc(Type, Item, P) || {Type, {Item, P}} <- Fields]];
enc(Type, Value, Path) ->
    case is_scalar(Type) of
        true -> scalar_bytes(Type, check(Type, Value, Path));
        false -> enc_constructor(Type, Value, Path)
    end.

entry(KeyType, Type, Key, Item, Path) ->
    KeyBytes = iolist_to_binary(enc(KeyType, Key, [key | Path])),
    Order =
        case is_scalar(KeyType) of
            true -> Key;
            false -> KeyBytes
        end,
    {Order, KeyBytes, enc(Type, Item, [{key, Key} | Path])}.

enc_constructor(Type, Value, Path) ->
    {Name, Arguments} = user_type(Type),
    [Tag | Values] = parts(Value),
    case constructor(Name, Tag) of
        {Hash, []} when is_atom(Value) ->
            atom_bytes(Hash);
        {Hash, Fields} when is_tuple(Value), length(Fields) =:= length(Values), Fields =/= [] ->
            Bytes = [
                enc(bind(FieldType, Arguments), Item, [Label | Path])
             || {{Label, FieldType}, Item} <- lists:zip(Fields, Values)
            ],
            [tuple_head(length(Fields) + 1), atom_bytes(Hash), Bytes];
        _ ->
            mismatch(Path, expected(Type), Value)
    end.

scalar_bytes(bool, Value) -> atom_bytes(atom_to_binary(Value));
scalar_bytes(nil, nil) -> atom_bytes(<<"nil">>);
scalar_bytes(_, Value) when is_integer(Value) -> integer_bytes(Value);
scalar_bytes(_, Value) when is_float(Value) -> <<70, Value:64/float>>;
scalar_bytes(_, Value) when is_binary(Value) -> binary_bytes(Value).

integer_bytes(Value) when Value >= 0, Value =< 255 ->
    <<97, Value>>;
integer_bytes(Value) when Value >= -16#80000000, Value =< 16#7FFFFFFF ->
    <<98, Value:32>>;
integer_bytes(Value) ->
    Magnitude = binary:encode_unsigned(abs(Value), little),
    Sign =
        case Value < 0 of
            true -> 1;
            false -> 0
        end,
    <<110, (byte_size(Magnitude)), Sign, Magnitude/binary>>.

atom_bytes(Text) -> <<119, (byte_size(Text)), Text/binary>>.

binary_bytes(Value) -> [<<109, (byte_size(Value)):32>>, Value].

list_bytes([]) -> <<106>>;
list_bytes(Items) -> [<<108, (length(Items)):32>>, Items, 106].

tuple_head(Arity) when Arity =< 255 -> <<104, Arity>>;
tuple_head(Arity) -> <<105, Arity:32>>.

tagged(Tag, Bytes) -> [<<104, 2>>, atom_bytes(Tag), Bytes].

%% Bytes to terms

%% Compressed terms are refused: a few bytes of them can fill the memory.
term(<<131, Kind, _/binary>> = Bytes, Path) when Kind =/= 80 ->
    ok = ensure_atoms(),
    try binary_to_term(Bytes, [safe, used]) of
        {Term, Used} when Used =:= byte_size(Bytes) -> Term;
        {_, Used} -> fail(Path, <<"one term">>, [integer_to_binary(byte_size(Bytes) - Used), <<" bytes too many">>])
    catch
        error:badarg -> fail(Path, <<"a term">>, <<"broken bytes or an unknown atom">>)
    end;
term(_, Path) ->
    fail(Path, <<"a term">>, <<"other bytes">>).

dec({list, Type}, Value, Path) ->
    [dec(Type, Item, P) || {Item, P} <- items(Value, Path)];
dec({array, Type, Length}, Value, Path) ->
    dec({list, Type}, check_length(Length, Value, Path), Path);
dec({set, Type}, Value, Path) ->
    Items = [{dec(Type, Item, P), P} || {Item, P} <- items(Value, Path)],
    Keyed = [{iolist_to_binary(enc(Type, Item, P)), P, Item} || {Item, P} <- Items],
    [Item || {_, _, Item} <- ascending(Keyed)];
dec({option, _}, none, _) ->
    none;
dec({option, Type}, {some, Value}, Path) ->
    {some, dec(Type, Value, [0 | Path])};
dec({result, Type, _}, {ok, Value}, Path) ->
    {ok, dec(Type, Value, [0 | Path])};
dec({result, _, Type}, {error, Value}, Path) ->
    {error, dec(Type, Value, [0 | Path])};
dec({dict, KeyType, Type}, Value, Path) when is_map(Value) ->
    Keys = [{dec(KeyType, Key, [key | Path]), Item} || {Key, Item} <- maps:to_list(Value)],
    maps:from_list([{Key, dec(Type, Item, [{key, Key} | Path])} || {Key, Item} <- Keys]);
dec({tuple, Types}, Value, Path) when is_tuple(Value), tuple_size(Value) =:= length(Types) ->
    Fields = lists:zip(Types, items(tuple_to_list(Value), Path)),
    list_to_tuple([dec(Type, Item, P) || {Type, {Item, P}} <- Fields]);
dec(Type, Value, Path) ->
    case is_scalar(Type) of
        true -> check(Type, Value, Path);
        false -> dec_constructor(Type, Value, Path)
    end.

dec_constructor(Type, Value, Path) ->
    {Name, Arguments} = user_type(Type),
    [Hash | Values] = parts(Value),
    Tag = tag(Name, Hash),
    case constructor(Name, Tag) of
        {_, []} when is_atom(Value) ->
            Tag;
        {_, Fields} when is_tuple(Value), length(Fields) =:= length(Values), Fields =/= [] ->
            Items = [
                dec(bind(FieldType, Arguments), Item, [Label | Path])
             || {{Label, FieldType}, Item} <- lists:zip(Fields, Values)
            ],
            list_to_tuple([Tag | Items]);
        _ ->
            mismatch(Path, expected(Type), Value)
    end.

%% Checks

is_scalar(string) -> true;
is_scalar(char) -> true;
is_scalar(bytes) -> true;
is_scalar({bytes, _}) -> true;
is_scalar(bool) -> true;
is_scalar(nil) -> true;
is_scalar(float) -> true;
is_scalar(f32) -> true;
is_scalar(Type) -> range(Type) =/= none.

check(string, Value, Path) ->
    case is_binary(Value) andalso is_text(Value) of
        true -> Value;
        false -> mismatch(Path, <<"String">>, Value)
    end;
check(char, <<_/utf8>> = Value, _) -> Value;
check(bytes, Value, _) when is_binary(Value) -> Value;
check({bytes, Size}, Value, _) when is_binary(Value), byte_size(Value) =:= Size -> Value;
check(bool, Value, _) when is_boolean(Value) -> Value;
check(nil, nil, _) -> nil;
check(float, Value, _) when is_float(Value) -> Value;
check(float, Value, Path) when is_integer(Value) ->
    case exact_float(Value) of
        none -> mismatch(Path, <<"Float">>, Value);
        Float -> Float
    end;
check(f32, Value, Path) ->
    case <<(check(float, Value, Path)):32/float>> of
        <<Single:32/float>> -> Single;
        _ -> mismatch(Path, <<"Float (f32)">>, Value)
    end;
check(Type, Value, Path) when is_integer(Value) ->
    case range(Type) of
        {Least, Most} when Value >= Least, Value =< Most -> Value;
        none -> mismatch(Path, expected(Type), Value);
        _ -> fail(Path, expected(Type), integer_text(Value))
    end;
check(Type, Value, Path) ->
    mismatch(Path, expected(Type), Value).

range(i8) -> {-16#80, 16#7F};
range(i16) -> {-16#8000, 16#7FFF};
range(i32) -> {-16#80000000, 16#7FFFFFFF};
range(i64) -> {-16#8000000000000000, 16#7FFFFFFFFFFFFFFF};
range(i128) -> {-(1 bsl 127), (1 bsl 127) - 1};
range(u8) -> {0, 16#FF};
range(u16) -> {0, 16#FFFF};
range(u32) -> {0, 16#FFFFFFFF};
range(u64) -> {0, 16#FFFFFFFFFFFFFFFF};
range(u128) -> {0, (1 bsl 128) - 1};
range(_) -> none.

%% The digits of an integer: not of a huge one, which takes time by the square of its length.
integer_text(Value) when abs(Value) < 1 bsl 256 -> integer_to_binary(Value);
integer_text(_) -> <<"an integer beyond 256 bits">>.

exact_float(Value) ->
    try float(Value) of
        Float when trunc(Float) =:= Value -> Float;
        _ -> none
    catch
        error:badarg -> none
    end.

is_text(Value) -> unicode:characters_to_binary(Value, utf8, utf8) =:= Value.

%% The items of a list, each with its path. An improper list has no length and is refused.
items(Value, Path) when is_list(Value), length(Value) >= 0 ->
    lists:zip(Value, [[{index, I} | Path] || I <- lists:seq(0, length(Value) - 1)]);
items(Value, Path) ->
    mismatch(Path, <<"List">>, Value).

check_length(Length, Value, _) when length(Value) =:= Length ->
    Value;
check_length(Length, Value, Path) ->
    mismatch(Path, [<<"List of ">>, integer_to_binary(Length)], Value).

%% The items of a set by their bytes, which come first in each tuple.
ascending(Items) ->
    Sorted = lists:keysort(1, Items),
    _ = lists:foldl(
        fun(Item, Before) ->
            case element(1, Item) of
                Before -> fail(element(2, Item), <<"an item that the set does not have yet">>, <<"a duplicate">>);
                Bytes -> Bytes
            end
        end,
        none,
        Sorted
    ),
    Sorted.

%% Types

user_type({Name, Arguments}) when is_atom(Name), is_list(Arguments) -> {Name, Arguments};
user_type(Name) -> {Name, []}.

%% A field's type with the arguments of the type around it in place of its parameters.
bind(Type, []) -> Type;
bind({var, Index}, Arguments) when Index < length(Arguments) -> lists:nth(Index + 1, Arguments);
bind({tuple, Types}, Arguments) -> {tuple, [bind(Type, Arguments) || Type <- Types]};
bind({bytes, _} = Type, _) -> Type;
bind({array, Type, Length}, Arguments) -> {array, bind(Type, Arguments), Length};
bind({Kind, A, B}, Arguments) -> {Kind, bind(A, Arguments), bind(B, Arguments)};
bind({Name, Inner}, Arguments) when is_list(Inner) -> {Name, [bind(Type, Arguments) || Type <- Inner]};
bind({Kind, Type}, Arguments) -> {Kind, bind(Type, Arguments)};
bind(Type, _) -> Type.

parts(Value) when is_atom(Value) -> [Value];
parts(Value) when is_tuple(Value), tuple_size(Value) > 0, is_atom(element(1, Value)) -> tuple_to_list(Value);
parts(_) -> [{none}].

constructor_atom(Value) -> hd(parts(Value)).

%% Errors

guarded(Function) ->
    try
        {ok, Function()}
    catch
        throw:{wire_mismatch, Reason} -> {error, Reason}
    end.

refused(Expected, Frame) ->
    {error, {<<"frame">>, Expected, iolist_to_binary(describe(Frame))}}.

-spec mismatch(list(), iodata(), term()) -> no_return().
mismatch(Path, Expected, Value) ->
    fail(Path, Expected, describe(Value)).

-spec fail(list(), iodata(), iodata()) -> no_return().
fail(Path, Expected, Got) ->
    throw({wire_mismatch, {path_text(Path), iolist_to_binary(Expected), iolist_to_binary(Got)}}).

path_text(Path) ->
    [Root | Segments] = lists:reverse(Path),
    iolist_to_binary([Root | [segment(Segment) || Segment <- Segments]]).

segment({index, Index}) -> [$[, integer_to_binary(Index), $]];
segment({key, Key}) when is_binary(Key) -> [<<"[\"">>, Key, <<"\"]">>];
segment({key, Key}) -> [$[, unicode:characters_to_binary(io_lib:format("~0tp", [Key])), $]];
segment(key) -> <<".key">>;
segment(Index) when is_integer(Index) -> [<<".fields[">>, integer_to_binary(Index), $]];
segment(Label) -> [<<".fields.">>, Label].

expected(bool) -> <<"Bool">>;
expected(nil) -> <<"Nil">>;
expected(char) -> <<"String (char)">>;
expected(bytes) -> <<"BitArray">>;
expected(string) -> <<"String">>;
expected(float) -> <<"Float">>;
expected({bytes, Size}) -> [<<"BitArray of ">>, integer_to_binary(Size)];
expected({option, _}) -> <<"Option">>;
expected({result, _, _}) -> <<"Result">>;
expected({dict, _, _}) -> <<"Dict">>;
expected({tuple, Types}) -> [<<"Tuple of ">>, integer_to_binary(length(Types))];
expected({var, _}) -> <<"a type without parameters">>;
expected({Name, _}) when is_atom(Name) -> atom_to_binary(Name);
expected(i64) -> <<"Int">>;
expected(Type) when is_atom(Type) ->
    case range(Type) of
        none -> atom_to_binary(Type);
        _ -> [<<"Int (">>, atom_to_binary(Type), $)]
    end;
expected(_) -> <<"a type of the contract">>.

describe(Value) when is_integer(Value) -> <<"Int">>;
describe(Value) when is_float(Value) -> <<"Float">>;
describe(Value) when is_boolean(Value) -> <<"Bool">>;
describe(Value) when is_atom(Value) -> [<<"the atom ">>, atom_to_binary(Value)];
describe(Value) when is_binary(Value) ->
    case is_text(Value) of
        true -> <<"String">>;
        false -> <<"BitArray">>
    end;
describe(Value) when is_bitstring(Value) -> <<"bits that are not whole bytes">>;
describe(Value) when is_list(Value), length(Value) >= 0 ->
    [<<"List of ">>, integer_to_binary(length(Value))];
describe(Value) when is_list(Value) -> <<"an improper list">>;
describe(Value) when is_map(Value) -> <<"Dict">>;
describe(Value) when is_tuple(Value) -> [<<"Tuple of ">>, integer_to_binary(tuple_size(Value))];
describe(_) -> <<"a pid, port, reference or function">>.
