%% Values and their exact bytes, both ways.
-module(values).
-export([main/0, cases/0]).

main() ->
    Failed = [Case || Case <- cases(), not passes(Case)] ++ [Case || Case <- lenient(), not reads(Case)],
    halt(case Failed of [] -> 0; _ -> 1 end).

passes({Type, Value, Hex}) ->
    Bytes = binary:decode_hex(list_to_binary(["83" | Hex])),
    Encoded = libero_wire:encode(Type, Value),
    Decoded = libero_wire:decode(Type, Bytes),
    same({Type, Value, encode}, {ok, Bytes}, Encoded) and same({Type, Value, decode}, {ok, Value}, Decoded).

reads({Type, Hex, Value}) ->
    Bytes = binary:decode_hex(list_to_binary(["83" | Hex])),
    same({Type, Hex}, {ok, Value}, libero_wire:decode(Type, Bytes)).

same(Case, Expected, Got) ->
    %% By their bytes: 0.0 and -0.0 compare as equal.
    Same = term_to_binary(Expected) =:= term_to_binary(Got),
    Same orelse io:format("~p~n  expected ~p~n  got      ~p~n", [Case, Expected, Got]),
    Same.

cases() ->
    [
        {i64, 0, "6100"},
        {u8, 255, "61ff"},
        {i64, 256, "6200000100"},
        {i8, -1, "62ffffffff"},
        {i32, -16#80000000, "6280000000"},
        {i64, 16#80000000, "6e040000000080"},
        {i64, -16#8000000000000000, "6e08010000000000000080"},
        {u64, 16#FFFFFFFFFFFFFFFF, "6e0800ffffffffffffffff"},
        {i128, -(1 bsl 127), "6e100100000000000000000000000000000080"},
        {u128, (1 bsl 128) - 1, "6e1000ffffffffffffffffffffffffffffffff"},
        {float, 0.0, "460000000000000000"},
        {float, -0.0, "468000000000000000"},
        {float, 1.5, "463ff8000000000000"},
        {f32, -0.0, "468000000000000000"},
        {f32, 0.5, "463fe0000000000000"},
        {string, <<>>, "6d00000000"},
        {string, <<"größe"/utf8>>, "6d000000076772c3b6c39f65"},
        {char, <<"ö"/utf8>>, "6d00000002c3b6"},
        {bytes, <<0, 255>>, "6d0000000200ff"},
        {{bytes, 1}, <<7>>, "6d0000000107"},
        {bool, true, "770474727565"},
        {bool, false, "770566616c7365"},
        {nil, nil, "77036e696c"},
        {{list, i64}, [], "6a"},
        {{list, u8}, [1, 2], "6c00000002610161026a"},
        {{array, u8, 2}, [1, 2], "6c00000002610161026a"},
        {{tuple, []}, {}, "6800"},
        {{tuple, [i64, bool]}, {1, true}, "68026101770474727565"},
        {{option, i64}, none, "77046e6f6e65"},
        {{option, i64}, {some, 1}, "68027704736f6d656101"},
        {{option, {option, nil}}, {some, none}, "68027704736f6d6577046e6f6e65"},
        {{option, {option, nil}}, {some, {some, nil}}, "68027704736f6d6568027704736f6d6577036e696c"},
        {{result, i64, string}, {ok, 1}, "680277026f6b6101"},
        {{result, i64, string}, {error, <<"x">>}, "680277056572726f726d0000000178"},
        {{dict, string, i64}, #{}, "7400000000"},
        {{dict, string, i64}, #{<<"b">> => 1, <<"aa">> => 2}, "74000000026d00000002616161026d00000001626101"},
        {{dict, i64, nil}, #{2 => nil, -1 => nil, 300 => nil},
            "740000000362ffffffff77036e696c610277036e696c620000012c77036e696c"},
        {{dict, bool, i8}, #{true => 1, false => 0}, "7400000002770566616c736561007704747275656101"},
        {{dict, 'm.Color', i8}, #{red => 2, blue => 1},
            ["7400000002", hash("c1"), "6101", hash("c2"), "6102"]},
        {'m.Color', red, hash("c2")},
        {'m.Pair', {pair, 1, <<"a">>}, ["6803", hash("d2"), "61016d0000000161"]},
        {{'m.Page', [nil, i64]}, {page, [7], {some, {page, [{7}], none}}},
            ["6803", hash("d1"), "6c0000000161076a", "68027704736f6d65",
             "6803", hash("d1"), "6c00000001680161076a", "77046e6f6e65"]},
        {{'m.Tree', [string]}, {http_node, 3, {some, none}, [{'if', <<"x">>}, none]},
            ["6804", hash("d4"), "610368027704736f6d6577046e6f6e65",
             "6c00000002", "6802", hash("d3"), "6d0000000178", hash("d5"), "6a"]},
        {'pages/home.Wide', {wide, #{<<"a">> => -1}, <<1, 2>>, [<<"y">>, <<"xx">>], {error, <<"c">>}, 2.0},
            ["6806", hash("f1"), "74000000016d000000016162ffffffff", "6d000000020102",
             "6c000000026d00000001796d0000000278786a", "680277056572726f726d0000000163",
             "464000000000000000"]},
        long_list(),
        large_dict()
    ].

%% What decoders accept beside what encoders write.
lenient() ->
    [
        {{list, u8}, "6b00020102", [1, 2]},
        {{list, float}, "6b00020102", [1.0, 2.0]},
        {bool, "730474727565", true},
        {bool, "64000474727565", true},
        {bool, "76000474727565", true},
        {{tuple, [i64]}, "69000000016101", {1}},
        {i64, "6f000000010105", -5},
        {i64, "6e08000100000000000000", 1},
        {float, ["63", binary:encode_hex(<<"1.50000000000000000000e+00", 0:40>>)], 1.5},
        {float, "6e070000000000000020", float(1 bsl 53)},
        {f32, "463fb999999999999a", 0.10000000149011612},
        {{dict, i64, i64}, "740000000261026100610161ff", #{1 => 255, 2 => 0}},
        {{set, string}, "6c000000026d0000000278786d00000001796a", [<<"y">>, <<"xx">>]}
    ].

hash(End) -> binary:encode_hex(<<119, 10, "00000000", (list_to_binary(End))/binary>>).

long_list() ->
    Items = lists:seq(0, 299),
    Bytes = [<<98, I:32>> || I <- Items, I > 255],
    Small = [<<97, I>> || I <- Items, I =< 255],
    {{list, i64}, Items, binary:encode_hex(iolist_to_binary([<<108, 300:32>>, Small, Bytes, 106]))}.

%% Over 32 keys, where the BEAM's own order is by hash.
large_dict() ->
    Keys = lists:seq(0, 99),
    Bytes = iolist_to_binary([<<116, 100:32>>, [<<97, Key, 97, 1>> || Key <- Keys]]),
    {{dict, u8, u8}, maps:from_list([{Key, 1} || Key <- Keys]), binary:encode_hex(Bytes)}.
