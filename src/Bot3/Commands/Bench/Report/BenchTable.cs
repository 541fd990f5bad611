using System.Globalization;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;
using Spectre.Console;

namespace Bot3.Messaging.Bot3.Commands.Bench.Report;

/// <summary>A report as tables for a person.</summary>
internal static class BenchTable
{
    /// <summary>Prints it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where.</param>
    public static void Print(BenchReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        var console = Screen.On(output);
        console.WriteLine($"{report.Run.Machine}; commit {report.Run.Commit ?? "unknown"}; {report.Run.StartedAt:yyyy-MM-dd HH:mm} UTC");
        console.Write(Rates(report));
        console.Write(Costs(report));
        console.Write(Latency(report));
        console.Write(Memory(report));
    }

    private static Table Rates(BenchReport report)
    {
        var table = Screen.Table("saturation", "value");
        Screen.AddRow(table, "orders/s", Text(report.OrdersPerSecond));
        Screen.AddRow(
            table, "orders/s, group size 1, no packs",
            report is { GroupSize1OrdersPerSecond: { } singles, GroupingGain: { } gain } ? Value(singles, "gain", gain) : "not run");
        Screen.AddRow(table, "deliveries per order", Text(report.DeliveriesPerOrder));
        Screen.AddRow(table, "AMQP messages per order", Text(report.AmqpMessagesPerOrder));
        Screen.AddRow(table, "commits per order", Text(report.CommitsPerOrder));
        Screen.AddRow(table, "raw broker messages/s", Value(report.RawBrokerMessagesPerSecond, "our share", report.BrokerShare));
        Screen.AddRow(table, "raw database commits/s", Value(report.RawDatabaseCommitsPerSecond, "our share", report.DatabaseShare));
        Screen.AddRow(table, "raw database rows/s, grouped", Text(report.RawDatabaseGroupedRowsPerSecond));
        return table;
    }

    private static Table Costs(BenchReport report)
    {
        var table = Screen.Table("CPU of", "ms per order");
        foreach (var (part, cost) in report.CpuMsPerOrderByPart)
            Screen.AddRow(table, CpuMeter.Counts(part) ? part : $"{part} (not counted)", Text(cost));
        Screen.AddRow(table, "all that count", Text(report.CpuMsPerOrder));
        return table;
    }

    private static Table Latency(BenchReport report)
    {
        var table = Screen.Table("latency, ms", "orders", "p50", "p90", "p99", "p99.9", "max");
        foreach (var rate in report.Latency)
        {
            if (rate.EndToEnd is null)
            {
                Screen.AddRow(table, $"{rate.OrdersPerSecond}/s: beyond what was reached", "-", "-", "-", "-", "-", "-");
                continue;
            }

            AddRow(table, $"{rate.OrdersPerSecond}/s, end to end", rate.EndToEnd);
            foreach (var (stage, percentiles) in rate.Stages)
                AddRow(table, $"  {stage}", percentiles);
        }

        return table;
    }

    private static Table Memory(BenchReport report)
    {
        var table = Screen.Table("memory, MiB", "first quarter", "last quarter");
        foreach (var (part, course) in report.MemoryMb)
            Screen.AddRow(table, part, Text(course.FirstQuarterMb), Text(course.LastQuarterMb));
        return table;
    }

    private static void AddRow(Table table, string name, Percentiles of) => Screen.AddRow(
        table, name, of.Count.ToString(CultureInfo.InvariantCulture), Text(of.P50), Text(of.P90), Text(of.P99), Text(of.P999),
        Text(of.Max));

    private static string Value(double value, string what, double other) => $"{Text(value)} ({what} {Text(other)})";

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture);
}
