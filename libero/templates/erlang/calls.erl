%%% What follows is the same for every contract.

-type wire_type() ::
    i8 | i16 | i32 | i64 | i128 | u8 | u16 | u32 | u64 | u128
    | float | f32 | string | char | bool | bytes | {bytes, non_neg_integer()} | nil
    | {list, wire_type()} | {array, wire_type(), non_neg_integer()} | {set, wire_type()}
    | {option, wire_type()} | {result, wire_type(), wire_type()}
    | {dict, wire_type(), wire_type()} | {tuple, [wire_type()]}
    | {var, non_neg_integer()}
    | atom() | {atom(), [wire_type()]}.
%% A type on the wire. A type of the contract is the atom `module/path.Name', one with parameters
%% `{Name, Arguments}'. `{var, N}' stands for a parameter inside of such a type.

-type request_id() :: 0..16#FFFFFFFF.
-type reply() :: {ok, {ok, term()} | {error, term()}} | {error, failure()}.
%% The handler's own result in `ok', or why there is none.
-type failure() ::
    malformed_request
    | {unknown_function, Name :: binary()}
    | {internal_error, TraceId :: binary(), Message :: binary()}
    | {decode, reason()}.
%% Why there is no result; `decode' is found here, the others are sent by the server.
-type reason() :: {Path :: binary(), Expected :: binary(), Got :: binary()}.
%% Where a value is wrong (`value.fields.comments[3].fields.author'), what is needed there, what is there.

-type i8() :: -16#80..16#7F.
-type i16() :: -16#8000..16#7FFF.
-type i32() :: -16#80000000..16#7FFFFFFF.
-type i64() :: -16#8000000000000000..16#7FFFFFFFFFFFFFFF.
-type i128() :: -16#80000000000000000000000000000000..16#7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF.
-type u8() :: 0..16#FF.
-type u16() :: 0..16#FFFF.
-type u32() :: 0..16#FFFFFFFF.
-type u64() :: 0..16#FFFFFFFFFFFFFFFF.
-type u128() :: 0..16#FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF.

%% Values

%% @doc The bytes of a value. Equal values have equal bytes.
-spec encode(wire_type(), term()) -> {ok, binary()} | {error, reason()}.
encode(Type, Value) ->
    guarded(fun() -> iolist_to_binary([131, enc(Type, Value, [<<"value">>])]) end).

%% @doc The value of bytes that a peer sent, checked against the type.
-spec decode(wire_type(), binary()) -> {ok, term()} | {error, reason()}.
decode(Type, Bytes) ->
    Path = [<<"value">>],
    guarded(fun() -> dec(Type, term(Bytes, Path), Path) end).

%% Calling

%% @doc The message that calls an endpoint.
-spec encode_request(endpoint(), request_id(), term()) -> {ok, binary()} | {error, reason()}.
encode_request(Endpoint, RequestId, Request) ->
    guarded(fun() ->
        {Module, Type, _, _} = known(Endpoint),
        Id = integer_bytes(check(u32, RequestId, [<<"request_id">>])),
        Message = enc(Type, Request, [<<"message">>]),
        iolist_to_binary([<<131, 104, 3>>, binary_bytes(Module), Id, Message])
    end).

%% @doc The answer to a call of the endpoint.
-spec decode_response(endpoint(), binary()) -> {request_id(), reply()} | {error, reason()}.
decode_response(Endpoint, <<0, RequestId:32, Bytes/binary>>) ->
    Path = [<<"value">>],
    Reply = guarded(fun() ->
        {_, _, Ok, Err} = known(Endpoint),
        reply(Ok, Err, term(Bytes, Path), Path)
    end),
    case Reply of
        {ok, Answer} -> {RequestId, Answer};
        {error, Reason} -> {RequestId, {error, {decode, Reason}}}
    end;
decode_response(_, Other) ->
    refused(<<"a response frame">>, Other).

%% @doc What a frame from the server is, without reading its value.
-spec peek(binary()) -> {response, request_id()} | push | {error, reason()}.
peek(<<0, RequestId:32, _/binary>>) -> {response, RequestId};
peek(<<1, _/binary>>) -> push;
peek(Other) -> refused(<<"a response or push frame">>, Other).

%% @doc The value that a server sent unasked, and its type.
-spec decode_push(binary()) -> {ok, {wire_type(), term()}} | {error, reason()}.
decode_push(<<1, Bytes/binary>>) ->
    Path = [<<"value">>],
    guarded(fun() ->
        case term(Bytes, [<<"frame">>]) of
            {Module, Value} when is_binary(Module) ->
                case push_type(Module, constructor_atom(Value)) of
                    none -> mismatch(Path, <<"a push of ", Module/binary>>, Value);
                    Type -> {Type, dec(Type, Value, Path)}
                end;
            Other ->
                mismatch([<<"frame">>], <<"{Module, Value}">>, Other)
        end
    end);
decode_push(Other) ->
    refused(<<"a push frame">>, Other).

%% Serving

%% @doc The call in a request. An error holds what to answer with {@link encode_failure/2}.
-spec decode_request(binary()) ->
    {ok, {endpoint(), request_id(), term()}} | {error, {request_id(), failure(), reason()}}.
decode_request(Bytes) ->
    case request_head(Bytes) of
        {RequestId, Module, Message} ->
            Name = constructor_text(Message),
            case endpoint_of(Module, Name) of
                none ->
                    Full = <<Module/binary, $., Name/binary>>,
                    Why = {<<"message">>, <<"a request of the contract">>, Full},
                    {error, {RequestId, {unknown_function, Full}, Why}};
                Endpoint ->
                    case decode_message(Endpoint, Message) of
                        {ok, Request} -> {ok, {Endpoint, RequestId, Request}};
                        {error, Why} -> {error, {RequestId, malformed_request, Why}}
                    end
            end;
        none ->
            {error, Reason} = refused(<<"a request frame">>, Bytes),
            {error, {0, malformed_request, Reason}}
    end.

%% @doc The answer to a call of the endpoint.
-spec encode_response(endpoint(), request_id(), reply()) -> {ok, binary()} | {error, reason()}.
encode_response(_, RequestId, {error, Failure}) ->
    encode_failure(RequestId, Failure);
encode_response(Endpoint, RequestId, {ok, Result}) ->
    guarded(fun() ->
        {_, _, Ok, Err} = known(Endpoint),
        response(RequestId, {result, Ok, Err}, {ok, Result})
    end).

%% @doc The answer to a call that has no result.
-spec encode_failure(request_id(), failure()) -> {ok, binary()} | {error, reason()}.
encode_failure(RequestId, Failure) ->
    guarded(fun() -> response(RequestId, nil, {error, Failure}) end).

%% @doc The frame that sends a value unasked.
-spec encode_push(wire_type(), term()) -> {ok, binary()} | {error, reason()}.
encode_push(Type, Value) ->
    guarded(fun() ->
        Path = [<<"value">>],
        case push_module(Type) of
            none -> mismatch(Path, <<"a type that may be pushed">>, Type);
            Module ->
                iolist_to_binary([<<1, 131, 104, 2>>, binary_bytes(Module), enc(Type, Value, Path)])
        end
    end).

%% Frames

response(RequestId, Type, Reply) ->
    Id = check(u32, RequestId, [<<"request_id">>]),
    Term =
        case Reply of
            {ok, Result} -> tagged(<<"ok">>, enc(Type, Result, [<<"value">>]));
            {error, Failure} -> tagged(<<"error">>, failure_bytes(Failure))
        end,
    iolist_to_binary([0, <<Id:32>>, 131, Term]).

failure_bytes(malformed_request) ->
    atom_bytes(<<"malformed_request">>);
failure_bytes({unknown_function, Name}) ->
    tagged(<<"unknown_function">>, enc(string, Name, [<<"name">>]));
failure_bytes({internal_error, TraceId, Message}) ->
    Texts = [enc(string, TraceId, [<<"trace_id">>]), enc(string, Message, [<<"message">>])],
    [<<104, 3>>, atom_bytes(<<"internal_error">>), Texts];
failure_bytes(Other) ->
    mismatch([<<"value">>], <<"a failure that a server may send">>, Other).

reply(Ok, _, {ok, {ok, Value}}, Path) ->
    {ok, {ok, dec(Ok, Value, Path)}};
reply(_, Err, {ok, {error, Value}}, Path) ->
    {ok, {error, dec(Err, Value, Path)}};
reply(_, _, {error, malformed_request}, _) ->
    {error, malformed_request};
reply(_, _, {error, {unknown_function, Name}}, Path) ->
    {error, {unknown_function, check(string, Name, Path)}};
reply(_, _, {error, {internal_error, TraceId, Message}}, Path) ->
    {error, {internal_error, check(string, TraceId, Path), check(string, Message, Path)}};
reply(_, _, Other, Path) ->
    mismatch(Path, <<"a response">>, Other).

%% The head is read by hand: a message with an atom that the node does not know is then still
%% answered by its request id.
request_head(<<131, 104, 3, Rest/binary>>) -> request_module(Rest);
request_head(<<131, 105, 3:32, Rest/binary>>) -> request_module(Rest);
request_head(_) -> none.

request_module(<<109, Size:32, Module:Size/binary, Rest/binary>>) ->
    case is_text(Module) of
        true -> request_id(Module, Rest);
        false -> none
    end;
request_module(_) -> none.

request_id(Module, <<97, Id, Message/binary>>) -> {Id, Module, Message};
request_id(Module, <<98, 0:1, Id:31, Message/binary>>) -> {Id, Module, Message};
request_id(Module, <<110, Size, 0, Id:Size/little-unit:8, Message/binary>>) when Id =< 16#FFFFFFFF ->
    {Id, Module, Message};
request_id(_, _) -> none.

constructor_text(<<104, _, Rest/binary>>) -> atom_text(Rest);
constructor_text(<<105, _:32, Rest/binary>>) -> atom_text(Rest);
constructor_text(Rest) -> atom_text(Rest).

atom_text(<<Kind, Size, Text:Size/binary, _/binary>>) when Kind =:= 119; Kind =:= 115 -> text(Text);
atom_text(<<Kind, Size:16, Text:Size/binary, _/binary>>) when Kind =:= 118; Kind =:= 100 -> text(Text);
atom_text(_) -> <<"?">>.

text(Text) ->
    case is_text(Text) of
        true -> Text;
        false -> <<"?">>
    end.

decode_message(Endpoint, Message) ->
    Path = [<<"message">>],
    guarded(fun() ->
        {_, Type, _, _} = known(Endpoint),
        dec(Type, term(<<131, Message/binary>>, Path), Path)
    end).

known(Endpoint) ->
    case endpoint(Endpoint) of
        {none} -> mismatch([<<"endpoint">>], <<"an endpoint of the contract">>, Endpoint);
        Known -> Known
    end.
