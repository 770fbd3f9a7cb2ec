# A package of another version of the contract, against a quickstart:
#
#     elixir -pa …/quickstart_sdk/ebin skew_test.exs URL
#
# The client is the generated one under the hash of another contract.

[url] = System.argv()
{:ok, _} = Application.ensure_all_started(:quickstart_sdk)
ExUnit.start(autorun: false)

own = QuickstartSdk.contract_hash()
source = QuickstartSdk.Client.module_info(:compile)[:source] |> to_string() |> File.read!()
other = String.replace(source, own, String.duplicate("0", 64))
true = other != source
Code.compiler_options(ignore_module_conflict: true)
Code.compile_string(other)

defmodule SkewTest do
  use ExUnit.Case

  alias QuickstartSdk.{Client, Limits}

  @url url
  @hash own

  # The function as it is here, and as it was in another version.
  defp limits(hash) do
    {name, own, atom, request, ok, err} = List.keyfind!(QuickstartSdk.endpoints(), "account.limits", 0)
    Client.call(Client.new(@url), {name, hash || own, atom, request, ok, err}, %QuickstartSdk.ServerLimits{})
  end

  setup do
    :ets.delete_all_objects(Client)
    :ok
  end

  test "what agrees goes on, and what does not is stale before it is known and after" do
    assert {:error, {:stale, "account.limits"}} = limits("0123456789abcdef")
    assert [{@url, {@hash, %{"account.limits" => _}}}] = :ets.tab2list(Client)
    assert {:ok, %Limits{}} = limits(nil)
    assert {:ok, people} = QuickstartSdk.list_people(Client.new(@url))
    assert is_list(people)
    assert {:error, {:stale, "account.limits"}} = limits("0123456789abcdef")
  end

  test "a call that agrees is answered, though nothing was known of the server before" do
    assert {:ok, %Limits{}} = limits(nil)
    assert [{@url, {@hash, _}}] = :ets.tab2list(Client)
  end
end

%{failures: 0} = ExUnit.run()
