using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Persistence;

namespace Bot3.Messaging.Bot3.Commands.Orders;

/// <summary><c>bot3 orders</c>: a table of orders; <c>bot3 orders show ID</c>: one order with its audit trail.</summary>
internal static class OrdersCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var status = new Option<OrderStatus[]>("--status")
        {
            Description = "Only in these statuses, for example Filled; may be repeated.",
            AllowMultipleArgumentsPerToken = true,
        };
        var strategy = new Option<string?>("--strategy") { Description = "Only of this strategy." };
        var limit = new Option<int>("--limit") { Description = "At most so many, the newest first.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result => OptionRules.Range(result, limit, 1, 10_000));
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var database = ConnectionOptions.Database();
        var command = new Command("orders", "Lists orders, the newest first.") { status, strategy, limit, json, database, Show() };
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = new OrderFilter
            {
                Statuses = parsed.GetValue(status) ?? [],
                StrategyId = parsed.GetValue(strategy),
                Limit = parsed.GetValue(limit),
            };
            var view = new OrdersView(parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            return DatabaseServices.UseAsync(Connections.Read().Database(parsed.GetValue(database)), async services =>
            {
                view.Show(await services.GetRequiredService<IOrderQueries>().ListAsync(filter, cancellationToken));
                return ExitCodes.Success;
            });
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<Guid>("id") { Description = "The order id." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var database = ConnectionOptions.Database();
        var command = new Command("show", "Shows one order with its audit trail.") { id, json, database };
        command.SetAction((parsed, cancellationToken) =>
        {
            var orderId = parsed.GetValue(id);
            var view = new OrdersView(parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            return DatabaseServices.UseAsync(Connections.Read().Database(parsed.GetValue(database)), async services =>
            {
                var history = await services.GetRequiredService<IOrderQueries>().FindAsync(orderId, cancellationToken)
                    ?? throw new CommandFailureException($"order {orderId} is not known");
                view.Show(history);
                return ExitCodes.Success;
            });
        });
        return command;
    }
}
