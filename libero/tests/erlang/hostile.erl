%% Whatever comes in, the answer is `ok' or `error', never an exception; and what is read is written
%% again with bytes that read the same.
-module(hostile).
-export([main/0]).

main() ->
    rand:seed(exsss, {1, 2, 3}),
    Types = [Type || {Type, _, _} <- values:cases()],
    Values = [Value || {_, Value, _} <- values:cases()] ++ strange(),
    Outgoing = [{encode, Type, Value} || Type <- Types, Value <- Values, not encodes(Type, Value)],
    Incoming = [{decode, Type, Bytes} || {Type, Bytes} <- broken(Types), not decodes(Type, Bytes)],
    Frames = [{frame, Bytes} || Bytes <- broken_frames(), not reads(Bytes)],
    case Outgoing ++ Incoming ++ Frames of
        [] ->
            halt(0);
        Failed ->
            io:format("~p~n", [lists:sublist(Failed, 10)]),
            halt(1)
    end.

strange() -> [self(), make_ref(), fun main/0, <<1:3>>, [a | b], {}, {{}}, #{#{} => 1}, 1 bsl 3000, 'ü', "text"].

encodes(Type, Value) ->
    try libero_wire:encode(Type, Value) of
        {ok, Bytes} -> decodes(Type, Bytes);
        {error, Reason} -> is_reason(Reason)
    catch
        _:_ -> false
    end.

decodes(Type, Bytes) ->
    try libero_wire:decode(Type, Bytes) of
        {ok, Value} ->
            {ok, Again} = libero_wire:encode(Type, Value),
            {ok, Value} =:= libero_wire:decode(Type, Again);
        {error, Reason} ->
            is_reason(Reason)
    catch
        _:_ -> false
    end.

reads(Bytes) ->
    try
        _ = libero_wire:decode_request(Bytes),
        _ = libero_wire:decode_response('pages/home:ping', Bytes),
        _ = libero_wire:decode_push(Bytes),
        _ = libero_wire:peek(Bytes),
        true
    catch
        _:_ -> false
    end.

is_reason({Path, Expected, Got}) -> lists:all(fun is_text/1, [Path, Expected, Got]).

is_text(Text) -> is_binary(Text) andalso unicode:characters_to_list(Text) =/= [].

%% The bytes of every value, cut, changed, and read as every other type.
broken(Types) ->
    All = [binary:decode_hex(iolist_to_binary(["83" | Hex])) || {_, _, Hex} <- values:cases()],
    Short = [Bytes || Bytes <- All, byte_size(Bytes) < 200],
    Changed = [change(Bytes) || Bytes <- Short, _ <- lists:seq(1, 40)],
    [{Type, Bytes} || Type <- Types, Bytes <- All ++ Changed].

broken_frames() ->
    {ok, Request} = libero_wire:encode_request('pages/home:load_title', 300, {load_title, 5}),
    {ok, Response} = libero_wire:encode_response('pages/home:ping', 1, {ok, {ok, {page, [1], none}}}),
    {ok, Push} = libero_wire:encode_push('boards.Event', {moved, 1, red}),
    [change(Bytes) || Bytes <- [Request, Response, Push], _ <- lists:seq(1, 2000)].

change(Bytes) ->
    At = rand:uniform(byte_size(Bytes)) - 1,
    <<Before:At/binary, Byte, After/binary>> = Bytes,
    case rand:uniform(4) of
        1 -> Before;
        2 -> <<Before/binary, (rand:uniform(256) - 1), After/binary>>;
        3 -> <<Before/binary, (Byte bxor (1 bsl (rand:uniform(8) - 1))), After/binary>>;
        4 -> <<Before/binary, After/binary>>
    end.
