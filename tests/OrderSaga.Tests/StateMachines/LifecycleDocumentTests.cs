using System.Text;
using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>The table in docs/order-lifecycle.md is the domain's. BOT3_WRITE_DOCS=1 writes it.</summary>
public sealed class LifecycleDocumentTests
{
    private const string Begin = "<!-- table -->\n";
    private const string End = "<!-- /table -->";

    [Fact]
    public async Task Document_HoldsTheDomainsTable()
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.Combine(Root(), "docs", "order-lifecycle.md");
        var text = (await File.ReadAllTextAsync(path, token)).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("BOT3_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(path, text[..begin] + Table() + text[end..], token);

        Assert.Equal(Table(), text[begin..end]);
    }

    private static string Table()
    {
        var statuses = Enum.GetValues<OrderStatus>();
        var table = new StringBuilder().Append("| Event | ").AppendJoin(" | ", statuses).Append(" |\n");
        table.Append("|---").Insert(table.Length, "|---", statuses.Length).Append("|\n");
        foreach (var kind in Enum.GetValues<OrderEventKind>())
            table.Append("| ").Append(kind).Append(" | ").AppendJoin(" | ", statuses.Select(status => Cell(status, kind))).Append(" |\n");
        return table.ToString();
    }

    private static string Cell(OrderStatus status, OrderEventKind kind)
    {
        var transition = OrderTransitions.Next(status, kind);
        return transition.Outcome is TransitionOutcome.Applied ? transition.Status.ToString() : $"*{transition.Outcome}*";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bot3.Messaging.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution was not found above the tests.");
    }
}
