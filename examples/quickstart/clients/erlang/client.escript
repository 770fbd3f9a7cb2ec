#!/usr/bin/env escript
%% -*- erlang -*-
%%! -noinput
%% Calls the task board over HTTP, in the External Term Format, through the generated modules:
%%
%%     escript client.escript [URL]
%%
%% Ends with 1 when an answer is not as expected.
-mode(compile).

main(Arguments) ->
    ok = io:setopts([{encoding, unicode}]),
    Base =
        case Arguments of
            [Url | _] -> Url;
            [] -> os:getenv("QUICKSTART_URL", "http://127.0.0.1:8080")
        end,
    load_generated(),
    {ok, _} = application:ensure_all_started(inets),
    try
        run(string:trim(Base, trailing, "/") ++ "/rpc")
    catch
        error:{badmatch, Value} ->
            io:format(standard_error, "not as expected: ~tp~n", [Value]),
            halt(1);
        error:Reason:Stack ->
            io:format(standard_error, "~tp~n~tp~n", [Reason, Stack]),
            halt(1)
    end.

%% Compiles the generated modules into memory.
load_generated() ->
    Folder = filename:join([filename:dirname(filename:absname(escript:script_name())), "..", "..", "generated", "erlang"]),
    Files = filelib:wildcard(filename:join(Folder, "*.erl")),
    [_ | _] = Files,
    lists:foreach(
        fun(File) ->
            {ok, Module, Code} = compile:file(File, [binary, report]),
            {module, Module} = code:load_binary(Module, File, Code)
        end,
        Files
    ).

run(Url) ->
    Erika = person(Url, <<"Erika">>),
    {person, ErikaId, _, Role} = Erika,
    line("person", "Erika is ~p ~p", [Role, ErikaId]),

    {ok, Task} = call(Url, 'board/changes:create_task',
        {server_create_task, <<"Written by Erlang">>, none, high, [<<"beam">>, <<"demo">>],
            {some, ErikaId}, {some, {2032, 2, 29}}, {some, {1, 2}}}),
    {task, Id, <<"Written by Erlang">>, none, todo, high, [<<"beam">>, <<"demo">>],
        {some, ErikaId}, {some, {2032, 2, 29}}, {some, {1, 2}}, 0, 0, 1, _} = Task,
    line("task", "~p, due ~p", [Id, {2032, 2, 29}]),

    {error, {invalid, Problems}} = call(Url, 'board/changes:create_task',
        {server_create_task, <<" ">>, none, low, [], none, {some, {2031, 2, 29}}, none}),
    #{title := empty, due := no_such_day} = Problems,
    line("refused", "~p", [Problems]),

    {error, Unsent} = libero_wire:encode_request('board/tasks:load_task', 1, {server_load_task, -1}),
    {Path, Needed, _} = Unsent,
    line("not sent", "~ts: needs ~ts", [Path, Needed]),

    {ok, Moved} = call(Url, 'board/changes:move_task',
        {server_move_task, Id, 1, {blocked, {person, <<"Ada">>, none}}}),
    {blocked, Since, {person, <<"Ada">>, none}} = element(5, Moved),
    line("moved", "to blocked, ~p", [calendar:system_time_to_rfc3339(Since, [{unit, nanosecond}])]),

    %% `{some, none}' empties the field, `none' leaves it alone.
    {ok, Changed} = call(Url, 'board/changes:change_task',
        {server_change_task, Id, 2, {task_change, none, none, none, none, none, {some, none}, none}}),
    none = element(9, Changed),
    3 = element(13, Changed),
    line("changed", "due is ~p now, version ~p", [none, 3]),

    Content = list_to_binary(lists:seq(0, 255)),
    {ok, {attachment, File, Name, _, 256}} = call(Url, 'board/attachments:attach',
        {server_attach, Id, <<"all.bin">>, <<>>, Content}),
    {ok, {download, _, Content}} = call(Url, 'board/attachments:load_attachment', {server_load_attachment, File}),
    line("attached", "~ts, 256 bytes there and back", [Name]),

    {ok, {page, [_], Total, _}} = call(Url, 'board/tasks:list_tasks',
        {server_list_tasks, {task_filter, {some, blocked}, {some, <<"beam">>}, {some, {some, ErikaId}}, none}, none, 1}),
    line("found", "1 of ~p by column, tag and person", [Total]),

    {ok, {stats, ByColumn, #{<<"beam">> := _}, #{ErikaId := _}, {some, Done}, _}} =
        call(Url, 'board/stats:board_stats', server_board_stats),
    true = is_float(Done),
    line("stats", "~p", [ByColumn]),

    {ok, nil} = call(Url, 'board/changes:remove_task', {server_remove_task, Id}),
    {error, {not_found, Id}} = call(Url, 'board/tasks:load_task', {server_load_task, Id}),
    line("removed", "~p", [{not_found, Id}]).

%% Adds a person; one who is there already comes with the error.
person(Url, Name) ->
    case call(Url, 'account:add_person', {server_add_person, Name, member}) of
        {ok, Person} -> Person;
        {error, {name_taken, Person}} -> Person
    end.

%% What the handler returned: `{ok, Value}' or `{error, Error}'.
call(Url, Endpoint, Request) ->
    RequestId = erlang:unique_integer([positive]),
    {ok, Body} = libero_wire:encode_request(Endpoint, RequestId, Request),
    {ok, {{_, 200, _}, _, Reply}} =
        httpc:request(post, {Url, [], "application/vnd.libero.etf", Body}, [{timeout, 10000}], [{body_format, binary}]),
    {RequestId, {ok, Result}} = libero_wire:decode_response(Endpoint, Reply),
    Result.

line(Title, Format, Values) ->
    io:format("~-10s " ++ Format ++ "~n", [Title | Values]).
