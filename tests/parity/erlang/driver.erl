%% Reads terms with the generated Erlang module and writes them again.
%%
%% A message is its length (u32, big-endian) and that many bytes. A request is the codec (`E' or `T'), the
%% length of the type's name (u16), the name, and the value. A reply is `+' and the term behind its
%% length (u32), or `-' and the reason as text. A codec in lower case is followed by many values,
%% each behind its length, and answered with as many replies, each behind its length.
-module(driver).

-export([main/1]).

main([Name]) ->
    Wire = list_to_atom(Name),
    {module, _} = code:ensure_loaded(Wire),
    Port = open_port({fd, 0, 1}, [binary, eof, {packet, 4}]),
    loop(Port, Wire).

loop(Port, Wire) ->
    receive
        {Port, {data, <<Codec, Size:16, Name:Size/binary, Value/binary>>}} ->
            true = port_command(Port, answer(Wire, Codec, Name, Value)),
            loop(Port, Wire);
        {Port, eof} ->
            halt(0)
    end.

answer(Wire, Codec, Name, Bytes) when Codec >= $a ->
    [counted(answer(Wire, Codec - 32, Name, Value)) || <<Size:32, Value:Size/binary>> <= Bytes];
answer(Wire, Codec, Name, Bytes) when Codec =:= $E; Codec =:= $T ->
    Type = binary_to_existing_atom(Name, utf8),
    case Wire:decode(Type, Bytes) of
        {ok, Value} ->
            case Wire:encode(Type, Value) of
                {ok, Term} -> written(Term);
                {error, Reason} -> [$-, "encode ", text(Reason)]
            end;
        {error, Reason} ->
            [$-, text(Reason)]
    end;
%% The term as the BEAM itself writes it, without the generated module, in one of its ways.
answer(_, $B, _, Bytes) ->
    again(Bytes, []);
answer(_, $M, _, Bytes) ->
    again(Bytes, [{minor_version, 0}]);
answer(_, $V, _, Bytes) ->
    again(Bytes, [{minor_version, 1}]);
answer(_, $W, _, Bytes) ->
    again(Bytes, [{minor_version, 2}]);
answer(_, $D, _, Bytes) ->
    again(Bytes, [deterministic]);
%% Where compressing gains nothing the term is left as it is.
answer(_, $C, _, Bytes) ->
    again(Bytes, [{compressed, 9}]);
%% Read as from a stranger: no atom is made, and nothing may be left over.
answer(_, $U, _, Bytes) ->
    try binary_to_term(Bytes, [safe, used]) of
        {Term, Used} when Used =:= byte_size(Bytes) -> written(term_to_binary(Term));
        {_, Used} -> [$-, text({used, Used, byte_size(Bytes)})]
    catch
        error:badarg -> [$-, "badarg"]
    end.

again(Bytes, Options) ->
    written(term_to_binary(binary_to_term(Bytes), Options)).

written(Term) ->
    [$+ | counted(Term)].

counted(Part) ->
    [<<(iolist_size(Part)):32>>, Part].

text({Path, Expected, Got}) when not is_integer(Got) ->
    unicode:characters_to_binary([Path, ": expected ", Expected, ", got ", Got]);
text(Other) ->
    unicode:characters_to_binary(io_lib:format("~tp", [Other])).
