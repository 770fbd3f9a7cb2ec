%% What is refused, going out and coming in, and how the place is named.
-module(refusals).
-export([main/0]).

main() ->
    Failed =
        [Case || Case <- outgoing(), not refuses_value(Case)] ++
        [Case || Case <- incoming(), not refuses_bytes(Case)],
    halt(case Failed of [] -> 0; _ -> 1 end).

refuses_value({Type, Value, Reason}) ->
    same({Type, Value}, {error, Reason}, libero_wire:encode(Type, Value)).

refuses_bytes({Type, Hex, Reason}) ->
    Bytes = binary:decode_hex(list_to_binary(Hex)),
    same({Type, Hex}, {error, Reason}, libero_wire:decode(Type, Bytes)).

same(Case, Expected, Got) ->
    Expected =:= Got orelse io:format("~p~n  expected ~p~n  got      ~p~n", [Case, Expected, Got]),
    Expected =:= Got.

outgoing() ->
    [
        {i64, <<"1">>, {<<"value">>, <<"Int">>, <<"String">>}},
        {i64, 1.0, {<<"value">>, <<"Int">>, <<"Float">>}},
        {i8, 128, {<<"value">>, <<"Int (i8)">>, <<"128">>}},
        {u64, -1, {<<"value">>, <<"Int (u64)">>, <<"-1">>}},
        {u128, 1 bsl 128, {<<"value">>, <<"Int (u128)">>, <<"340282366920938463463374607431768211456">>}},
        {u128, 1 bsl 256, {<<"value">>, <<"Int (u128)">>, <<"an integer beyond 256 bits">>}},
        {float, (1 bsl 53) + 1, {<<"value">>, <<"Float">>, <<"Int">>}},
        {float, 1 bsl 2000, {<<"value">>, <<"Float">>, <<"Int">>}},
        {f32, 1.0e300, {<<"value">>, <<"Float (f32)">>, <<"Float">>}},
        {string, "abc", {<<"value">>, <<"String">>, <<"List of 3">>}},
        {string, <<237, 160, 128>>, {<<"value">>, <<"String">>, <<"BitArray">>}},
        {char, <<"ab">>, {<<"value">>, <<"String (char)">>, <<"String">>}},
        {bytes, <<1:3>>, {<<"value">>, <<"BitArray">>, <<"bits that are not whole bytes">>}},
        {{bytes, 2}, <<1>>, {<<"value">>, <<"BitArray of 2">>, <<"String">>}},
        {bool, nil, {<<"value">>, <<"Bool">>, <<"the atom nil">>}},
        {nil, undefined, {<<"value">>, <<"Nil">>, <<"the atom undefined">>}},
        {{list, i64}, [1 | 2], {<<"value">>, <<"List">>, <<"an improper list">>}},
        {{list, i64}, [1, x], {<<"value[1]">>, <<"Int">>, <<"the atom x">>}},
        {{array, i64, 2}, [1], {<<"value">>, <<"List of 2">>, <<"List of 1">>}},
        {{set, i64}, [2, 1, 2], {<<"value[2]">>, <<"an item that the set does not have yet">>, <<"a duplicate">>}},
        {{option, i64}, 1, {<<"value">>, <<"Option">>, <<"Int">>}},
        {{result, i64, nil}, {ok, nil}, {<<"value.fields[0]">>, <<"Int">>, <<"the atom nil">>}},
        {{dict, string, i64}, #{<<"ö"/utf8>> => nil}, {<<"value[\"ö\"]"/utf8>>, <<"Int">>, <<"the atom nil">>}},
        {{dict, i64, i64}, #{5 => x}, {<<"value[5]">>, <<"Int">>, <<"the atom x">>}},
        {{dict, i64, i64}, #{1.0 => 1}, {<<"value.key">>, <<"Int">>, <<"Float">>}},
        {{dict, i64, i64}, [], {<<"value">>, <<"Dict">>, <<"List of 0">>}},
        {{tuple, [i64, i64]}, {1}, {<<"value">>, <<"Tuple of 2">>, <<"Tuple of 1">>}},
        {{tuple, [i64, i64]}, {1, self()}, {<<"value[1]">>, <<"Int">>, <<"a pid, port, reference or function">>}},
        {'m.Color', green, {<<"value">>, <<"m.Color">>, <<"the atom green">>}},
        {'m.Color', {red}, {<<"value">>, <<"m.Color">>, <<"Tuple of 1">>}},
        {'m.Pair', {pair, 1}, {<<"value">>, <<"m.Pair">>, <<"Tuple of 2">>}},
        {'m.Pair', pair, {<<"value">>, <<"m.Pair">>, <<"the atom pair">>}},
        {'m.Never', never, {<<"value">>, <<"m.Never">>, <<"the atom never">>}},
        {'m.Page', {page, [1], none}, {<<"value.fields.items[0]">>, <<"a type without parameters">>, <<"Int">>}},
        {nonsense, 1, {<<"value">>, <<"nonsense">>, <<"Int">>}},
        {{'m.Tree', [i64]}, {http_node, 3, none, [none, {http_node, 256, none, []}]},
            {<<"value.fields.children[1].fields.größe"/utf8>>, <<"Int (u8)">>, <<"256">>}}
    ].

incoming() ->
    Broken = {<<"value">>, <<"a term">>, <<"broken bytes or an unknown atom">>},
    Other = {<<"value">>, <<"a term">>, <<"other bytes">>},
    [
        {i64, "", Other},
        {i64, "6101", Other},
        {i64, "83", Other},
        {i64, "8362", Broken},
        {i64, "83610161", {<<"value">>, <<"one term">>, <<"1 bytes too many">>}},
        {i64, "8350000000037801cb65040000aa0062", Other},
        {float, "83467ff8000000000000", Broken},
        {{list, i64}, "836cffffffff6101", Broken},
        {{tuple, [i64]}, "8369ffffffff6101", Broken},
        {i64, ["837707", binary:encode_hex(<<"zqqxyzw">>)], Broken},
        {i64, "836d0000000161", {<<"value">>, <<"Int">>, <<"String">>}},
        {i8, "836180", {<<"value">>, <<"Int (i8)">>, <<"128">>}},
        {string, "836d00000001ff", {<<"value">>, <<"String">>, <<"BitArray">>}},
        {bytes, "834d000000010380", {<<"value">>, <<"BitArray">>, <<"bits that are not whole bytes">>}},
        {{list, i64}, "836c0000000161016102", {<<"value">>, <<"List">>, <<"an improper list">>}},
        {{dict, i64, i64}, "8374000000026101610161016102", Broken},
        {{set, i64}, "836b00020101", {<<"value[1]">>, <<"an item that the set does not have yet">>, <<"a duplicate">>}},
        {'m.Color', ["836801", hash("c1")], {<<"value">>, <<"m.Color">>, <<"Tuple of 1">>}},
        {'m.Color', ["83", hash("d5")], {<<"value">>, <<"m.Color">>, <<"the atom 00000000d5">>}},
        {'m.Color', ["8377", "03", binary:encode_hex(<<"red">>)], {<<"value">>, <<"m.Color">>, <<"the atom red">>}},
        {'m.Pair', ["836803", hash("d2"), "61016102"], {<<"value.fields[1]">>, <<"String">>, <<"Int">>}},
        {{option, i64}, "8361", Broken},
        {{option, i64}, "836101", {<<"value">>, <<"Option">>, <<"Int">>}}
    ].

hash(End) -> binary:encode_hex(<<119, 10, "00000000", (list_to_binary(End))/binary>>).
