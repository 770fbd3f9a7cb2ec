defmodule LiberoRoot.Application do
  @moduledoc false
  use Application

  alias LiberoRoot.{Client, Http}

  @impl true
  def start(_, _) do
    # What is known of servers of other versions, by their address.
    _ = :ets.new(Client, [:named_table, :public, read_concurrency: true])
    :ok = Http.start()
    Supervisor.start_link([], strategy: :one_for_one)
  end

  @impl true
  def stop(_), do: Http.stop()
end
