%% Does the BEAM's share of a benchmark, turn by turn, as it is told on standard input:
%%
%%   load PATH            reads a term from a file; answers how many bytes it takes with atoms in UTF-8
%%   encode TIMES         term_to_binary of the term
%%   decode TIMES         binary_to_term of its bytes
%%
%% A turn answers with the nanoseconds that passed.
-module(beam_bench).
-export([start/0]).

start() ->
    ok = io:setopts([{encoding, unicode}]),
    loop().

loop() ->
    case io:get_line("") of
        eof ->
            halt(0);
        Line ->
            io:format("~b~n", [do(string:lexemes(string:trim(Line), " "))]),
            loop()
    end.

do(["load", Path]) ->
    {ok, Bytes} = file:read_file(Path),
    Term = binary_to_term(Bytes),
    Term = binary_to_term(term_to_binary(Term), [safe]),
    %% Kept outside of the heap, so that no collection copies them.
    persistent_term:put(term, Term),
    persistent_term:put(bytes, Bytes),
    %% What OTP 26 and later write without being asked.
    byte_size(term_to_binary(Term, [{minor_version, 2}]));
do(["encode", Times]) ->
    timed(fun encode/3, persistent_term:get(term), list_to_integer(Times));
do(["decode", Times]) ->
    timed(fun decode/3, persistent_term:get(bytes), list_to_integer(Times)).

timed(Work, Value, Times) ->
    Started = erlang:monotonic_time(nanosecond),
    %% Used, so that the compiler must keep the calls.
    true = is_integer(Work(Times, Value, 0)),
    erlang:monotonic_time(nanosecond) - Started.

encode(0, _Term, Sum) ->
    Sum;
encode(Times, Term, Sum) ->
    encode(Times - 1, Term, Sum + byte_size(term_to_binary(Term))).

decode(0, _Bytes, Sum) ->
    Sum;
decode(Times, Bytes, Sum) ->
    decode(Times - 1, Bytes, Sum + tuple_size(binary_to_term(Bytes))).
