# Calls the task board with the generated package. In the folder generated/elixir:
#
#     mix run ../../clients/elixir/client.exs [URL]
#
# Ends with 1 when an answer is not as expected.

alias QuickstartSdk.{Client, Person, Task, TaskFilter}

{:ok, _} = Application.ensure_all_started(:quickstart_sdk)
client = Client.new(List.first(System.argv()) || "http://127.0.0.1:8080/rpc")

person =
  case QuickstartSdk.add_person(client, "Joan", :member) do
    {:ok, person} -> person
    {:error, {:domain, {:name_taken, %{by: known}}}} -> known
  end

%Person{id: assignee, name: name, role: role} = person
IO.puts("person     #{name} is #{role} #{assignee}")

{:ok, %Task{id: id, version: version}} =
  QuickstartSdk.create_task(client, "Written by Elixir", nil, :high, ["beam"], assignee, {2032, 2, 29}, nil)

IO.puts("task       #{id}")

{:error, {:domain, {:invalid, %{title: :empty, due: :no_such_day}}}} =
  QuickstartSdk.create_task(client, " ", nil, :low, [], nil, {2031, 2, 29}, nil)

{:error, {:malformed, reason}} = QuickstartSdk.load_task(client, -1)
IO.puts("not sent   #{reason}")

by = {:person, %{name: "Ada", question: nil}}
{:ok, %Task{status: {:blocked, %{by: ^by}}}} = QuickstartSdk.move_task(client, id, version, {:blocked, by})
IO.puts("moved      to blocked")

content = :binary.list_to_bin(Enum.to_list(0..255))
{:ok, file} = QuickstartSdk.attach(client, id, "all.bin", "", content)
{:ok, %{content: ^content}} = QuickstartSdk.load_attachment(client, file.id)
IO.puts("attached   #{file.name}, #{file.size} bytes there and back")

filter = %TaskFilter{column: nil, tag: "beam", assignee: {:some, assignee}, text: nil}
{:ok, page} = QuickstartSdk.list_tasks(client, filter, nil, 1)
IO.puts("found      #{length(page.items)} of #{page.total} by tag and person")

{:ok, nil} = QuickstartSdk.remove_task(client, id)
{:error, {:domain, {:not_found, %{id: ^id}}}} = QuickstartSdk.load_task(client, id)
IO.puts("removed    #{id}")
