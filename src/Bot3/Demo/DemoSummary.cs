using System.Globalization;
using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Demo.Strategies;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>What the demo prints at its end: orders by status, positions and results, differences if any, and the last line.</summary>
internal static class DemoSummary
{
    // More would bury the last line; the count is told.
    private const int ShownMax = 20;

    /// <summary>Prints it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="books">Our side.</param>
    /// <param name="report">What the comparison has shown.</param>
    /// <param name="market">Prices, to value what is held.</param>
    /// <param name="strategies">The strategies.</param>
    public static void Write(
        TextWriter output, OurBooks books, BooksReport report, DemoMarket market, IReadOnlyList<ISampleStrategy> strategies)
    {
        var screen = Screen.On(output);
        var statuses = Screen.Table("status", "orders");
        foreach (var (status, count) in report.ByStatus.OrderBy(pair => pair.Key))
            Screen.AddRow(statuses, status.ToString(), count.ToString(CultureInfo.InvariantCulture));
        screen.Write(statuses);

        var positions = Screen.Table("strategy", "symbol", "position", "average entry", "price", "realised", "unrealised", "fills");
        foreach (var strategy in strategies)
        {
            var price = market.Find(strategy.Symbol);
            var mid = price is null ? (decimal?)null : (price.Bid + price.Ask) / 2;
            foreach (var position in books.Positions.Where(position => position.StrategyId == strategy.StrategyId))
            {
                var fills = books.RiskFills.Count(fill => fill.StrategyId == position.StrategyId && fill.Symbol == position.Symbol);
                var open = position.AverageEntryPrice is { } entry ? (mid - entry) * position.NetQuantity : 0;
                Screen.AddRow(
                    positions,
                    position.StrategyId, position.Symbol, Screen.Number(position.NetQuantity), Money(position.AverageEntryPrice), Money(mid),
                    Money(position.RealisedPnl), Money(open), fills.ToString(CultureInfo.InvariantCulture));
            }
        }

        screen.Write(positions);
        WriteProblems(output, "lost", report.Lost);
        WriteProblems(output, "duplicated", report.Duplicated);
        WriteProblems(output, "differs", report.Differences);
        output.WriteLine(LastLine(report));
        output.Flush();
    }

    /// <summary>The last line; every figure is counted.</summary>
    /// <param name="report">What the comparison has shown.</param>
    public static string LastLine(BooksReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"demo: {report.Submitted} submitted, {report.Count(OrderStatus.Filled)} filled, {report.Count(OrderStatus.Cancelled)} cancelled, "
        + $"{report.Count(OrderStatus.Rejected)} rejected, {report.Count(OrderStatus.Denied)} denied, {report.Count(OrderStatus.Failed)} failed, "
        + $"{report.Lost.Count} lost, {report.Duplicated.Count} duplicated, books {(report.Match ? "match" : "differ")}");

    private static void WriteProblems(TextWriter output, string word, IReadOnlyList<string> problems)
    {
        foreach (var problem in problems.Take(ShownMax))
            output.WriteLine($"{word}: {problem}");
        if (problems.Count > ShownMax)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{word}: and {problems.Count - ShownMax} more"));
    }

    private static string Money(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
