%% Requests, responses and pushes: exact bytes and both ends.
-module(frames).
-export([main/0]).

main() ->
    Failed = [Name || {Name, Expected, Got} <- cases(), not same(Name, Expected, Got)],
    halt(case Failed of [] -> 0; _ -> 1 end).

same(Name, Expected, Got) ->
    Expected =:= Got orelse io:format("~s~n  expected ~p~n  got      ~p~n", [Name, Expected, Got]),
    Expected =:= Got.

cases() ->
    Load = 'pages/home:load_title',
    Ping = 'pages/home:ping',
    Module = <<109, 10:32, "pages/home">>,
    LoadBytes = <<131, 104, 3, Module/binary, 97, 7, 104, 2, 119, 10, "00000000a1", 97, 5>>,
    PingBytes = <<131, 104, 3, Module/binary, 110, 4, 0, 255, 255, 255, 255, 119, 10, "00000000a2">>,
    Ok = <<119, 2, "ok">>,
    Error = <<119, 5, "error">>,
    Found = <<0, 7:32, 131, 104, 2, Ok/binary, 104, 2, Ok/binary, 109, 2:32, "hi">>,
    Domain = <<0, 7:32, 131, 104, 2, Ok/binary, 104, 2, Error/binary, 119, 10, "00000000c2">>,
    Malformed = <<0, 0:32, 131, 104, 2, Error/binary, 119, 17, "malformed_request">>,
    Unknown = <<0, 1:32, 131, 104, 2, Error/binary, 104, 2, 119, 16, "unknown_function", 109, 1:32, "x">>,
    Internal =
        <<0, 1:32, 131, 104, 2, Error/binary, 104, 3, 119, 14, "internal_error", 109, 1:32, "t", 109, 1:32, "m">>,
    Push = <<1, 131, 104, 2, 109, 6:32, "boards", 104, 3, 119, 10, "00000000e1", 97, 4, 119, 10, "00000000c1">>,
    Cleared = <<1, 131, 104, 2, 109, 6:32, "boards", 119, 10, "00000000e2">>,
    Strange = <<131, 104, 3, Module/binary, 97, 9, 104, 2, 119, 10, "00000000zz", 97, 5>>,
    WrongField = <<131, 104, 3, Module/binary, 97, 9, 104, 2, 119, 10, "00000000a1", 98, -1:32>>,
    Page = {page, [1], none},
    {ok, PageBytes} = libero_wire:encode_response(Ping, 3, {ok, {ok, Page}}),
    [
        {"a request", {ok, LoadBytes}, libero_wire:encode_request(Load, 7, {load_title, 5})},
        {"a request without fields", {ok, PingBytes}, libero_wire:encode_request(Ping, 16#FFFFFFFF, ping)},
        {"a wrong request", {error, {<<"message.fields.id">>, <<"Int (u32)">>, <<"-1">>}},
            libero_wire:encode_request(Load, 7, {load_title, -1})},
        {"a wrong request id", {error, {<<"request_id">>, <<"Int (u32)">>, <<"4294967296">>}},
            libero_wire:encode_request(Ping, 1 bsl 32, ping)},
        {"a wrong endpoint", {error, {<<"endpoint">>, <<"an endpoint of the contract">>, <<"the atom nothing">>}},
            libero_wire:encode_request(nothing, 1, ping)},

        {"served", {ok, {Load, 7, {load_title, 5}}}, libero_wire:decode_request(LoadBytes)},
        {"served without fields", {ok, {Ping, 16#FFFFFFFF, ping}}, libero_wire:decode_request(PingBytes)},
        {"served by the BEAM's own encoder", {ok, {Ping, 300, ping}},
            libero_wire:decode_request(term_to_binary({<<"pages/home">>, 300, '00000000a2'}))},
        {"an unknown function",
            {error, {9, {unknown_function, <<"pages/home.00000000zz">>},
                {<<"message">>, <<"a request of the contract">>, <<"pages/home.00000000zz">>}}},
            libero_wire:decode_request(Strange)},
        {"a malformed message", {error, {9, malformed_request, {<<"message.fields.id">>, <<"Int (u32)">>, <<"-1">>}}},
            libero_wire:decode_request(WrongField)},
        {"trailing bytes", {error, {7, malformed_request, {<<"message">>, <<"one term">>, <<"1 bytes too many">>}}},
            libero_wire:decode_request(<<LoadBytes/binary, 0>>)},
        {"no request", {error, {0, malformed_request, {<<"frame">>, <<"a request frame">>, <<"String">>}}},
            libero_wire:decode_request(<<"{}">>)},
        {"a negative request id", {error, {0, malformed_request, {<<"frame">>, <<"a request frame">>, <<"BitArray">>}}},
            libero_wire:decode_request(<<131, 104, 3, Module/binary, 98, -1:32, 119, 10, "00000000a2">>)},

        {"a result out", {ok, Found}, libero_wire:encode_response(Load, 7, {ok, {ok, <<"hi">>}})},
        {"a result in", {7, {ok, {ok, <<"hi">>}}}, libero_wire:decode_response(Load, Found)},
        {"a domain error out", {ok, Domain}, libero_wire:encode_response(Load, 7, {ok, {error, red}})},
        {"a domain error in", {7, {ok, {error, red}}}, libero_wire:decode_response(Load, Domain)},
        {"a generic result", {3, {ok, {ok, Page}}}, libero_wire:decode_response(Ping, PageBytes)},
        {"malformed out", {ok, Malformed}, libero_wire:encode_failure(0, malformed_request)},
        {"malformed in", {0, {error, malformed_request}}, libero_wire:decode_response(Load, Malformed)},
        {"unknown out", {ok, Unknown}, libero_wire:encode_response(Load, 1, {error, {unknown_function, <<"x">>}})},
        {"unknown in", {1, {error, {unknown_function, <<"x">>}}}, libero_wire:decode_response(Load, Unknown)},
        {"internal out", {ok, Internal}, libero_wire:encode_failure(1, {internal_error, <<"t">>, <<"m">>})},
        {"internal in", {1, {error, {internal_error, <<"t">>, <<"m">>}}}, libero_wire:decode_response(Load, Internal)},
        {"a failure that only a client has",
            {error, {<<"value">>, <<"a failure that a server may send">>, <<"Tuple of 2">>}},
            libero_wire:encode_failure(1, {decode, {<<>>, <<>>, <<>>}})},
        {"a response of another type", {7, {error, {decode, {<<"value">>, <<"m.Page">>, <<"String">>}}}},
            libero_wire:decode_response(Ping, Found)},
        {"a broken response", {7, {error, {decode, {<<"value">>, <<"a term">>, <<"other bytes">>}}}},
            libero_wire:decode_response(Ping, <<0, 7:32>>)},
        {"no response", {error, {<<"frame">>, <<"a response frame">>, <<"BitArray">>}},
            libero_wire:decode_response(Load, Push)},

        {"a push out", {ok, Push}, libero_wire:encode_push('boards.Event', {moved, 4, blue})},
        {"a push in", {ok, {'boards.Event', {moved, 4, blue}}}, libero_wire:decode_push(Push)},
        {"a push without fields", {ok, {'boards.Event', cleared}}, libero_wire:decode_push(Cleared)},
        {"no push type", {error, {<<"value">>, <<"a type that may be pushed">>, <<"the atom m.Pair">>}},
            libero_wire:encode_push('m.Pair', {pair, 1, <<>>})},
        {"a push of another type", {error, {<<"value">>, <<"a push of boards">>, <<"the atom 00000000c1">>}},
            libero_wire:decode_push(<<1, 131, 104, 2, 109, 6:32, "boards", 119, 10, "00000000c1">>)},

        {"a response seen", {response, 7}, libero_wire:peek(Found)},
        {"a push seen", push, libero_wire:peek(Push)},
        {"nothing seen", {error, {<<"frame">>, <<"a response or push frame">>, <<"String">>}}, libero_wire:peek(<<>>)}
    ].
